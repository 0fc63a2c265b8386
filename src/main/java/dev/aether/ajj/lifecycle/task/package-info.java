/** Concurrent work with cancellation and rollback. */
@NullMarked
package dev.aether.ajj.lifecycle.task;

import org.jspecify.annotations.NullMarked;
