/** Opens the backends that hold stacks, and finds the services of a workspace there. */
@NullMarked
package dev.aether.ajj.lifecycle.backend;

import org.jspecify.annotations.NullMarked;
