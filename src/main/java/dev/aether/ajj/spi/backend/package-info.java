/** Backends: they create the containers of a stack, list and remove them, and look into one. */
@NullMarked
package dev.aether.ajj.spi.backend;

import org.jspecify.annotations.NullMarked;
