/** Backends: they create, list and remove the containers of stacks, and give access to one of them. */
@NullMarked
package dev.aether.ajj.spi.backend;

import org.jspecify.annotations.NullMarked;
