/** The layout of help pages. */
@NullMarked
package dev.aether.ajj.cli.help;

import org.jspecify.annotations.NullMarked;
