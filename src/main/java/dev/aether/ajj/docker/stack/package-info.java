/** What belongs to a stack, by its labels: finds it, and removes it. */
@NullMarked
package dev.aether.ajj.docker.stack;

import org.jspecify.annotations.NullMarked;
