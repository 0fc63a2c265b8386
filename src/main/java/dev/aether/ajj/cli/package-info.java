/** The command line: a command is arguments, one call and one view. */
@NullMarked
package dev.aether.ajj.cli;

import org.jspecify.annotations.NullMarked;
