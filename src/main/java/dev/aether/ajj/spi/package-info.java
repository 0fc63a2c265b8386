/** What ajj asks of the outside world, in domain words. Adapters implement it; use cases call it. */
@NullMarked
package dev.aether.ajj.spi;

import org.jspecify.annotations.NullMarked;
