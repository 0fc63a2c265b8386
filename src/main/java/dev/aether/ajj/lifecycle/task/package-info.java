/** Work that runs at the same time, can be cancelled, and can be rolled back. */
@NullMarked
package dev.aether.ajj.lifecycle.task;

import org.jspecify.annotations.NullMarked;
