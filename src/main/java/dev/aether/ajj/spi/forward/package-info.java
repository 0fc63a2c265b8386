/** Port forwards to services on other machines. */
@NullMarked
package dev.aether.ajj.spi.forward;

import org.jspecify.annotations.NullMarked;
