/** The options that several commands share, and how their values are read. */
@NullMarked
package dev.aether.ajj.cli.option;

import org.jspecify.annotations.NullMarked;
