/** Finds and removes the resources of a stack, by their labels. */
@NullMarked
package dev.aether.ajj.docker.stack;

import org.jspecify.annotations.NullMarked;
