/** The options that several commands share, and the parsers of their values. */
@NullMarked
package dev.aether.ajj.cli.option;

import org.jspecify.annotations.NullMarked;
