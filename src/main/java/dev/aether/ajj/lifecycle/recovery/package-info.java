/** Restores entries from labels, and adopts stacks of a former repository id. */
@NullMarked
package dev.aether.ajj.lifecycle.recovery;

import org.jspecify.annotations.NullMarked;
