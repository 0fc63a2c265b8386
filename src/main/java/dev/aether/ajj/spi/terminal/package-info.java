/** The terminal and the standard streams; questions to the user. */
@NullMarked
package dev.aether.ajj.spi.terminal;

import org.jspecify.annotations.NullMarked;
