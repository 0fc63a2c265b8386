/** The process of the running command, and the ports of its machine. */
@NullMarked
package dev.aether.ajj.spi.machine;

import org.jspecify.annotations.NullMarked;
