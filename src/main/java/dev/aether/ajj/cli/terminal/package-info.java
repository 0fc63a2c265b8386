/** Text for terminals: colours, columns, progress. */
@NullMarked
package dev.aether.ajj.cli.terminal;

import org.jspecify.annotations.NullMarked;
