/** Rebuilds what is known of stacks from their labels, and adopts those of a former identity. */
@NullMarked
package dev.aether.ajj.lifecycle.recovery;

import org.jspecify.annotations.NullMarked;
