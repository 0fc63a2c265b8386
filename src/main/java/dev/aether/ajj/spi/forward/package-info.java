/** Ports of this machine that lead to services elsewhere. */
@NullMarked
package dev.aether.ajj.spi.forward;

import org.jspecify.annotations.NullMarked;
