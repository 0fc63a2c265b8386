/** Backends and the stacks they hold. */
@NullMarked
package dev.aether.ajj.lifecycle.backend;

import org.jspecify.annotations.NullMarked;
