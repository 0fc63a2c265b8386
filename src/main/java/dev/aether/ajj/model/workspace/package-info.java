/** A workspace's entry in the registry, where its stack is, and where its paths lead. */
@NullMarked
package dev.aether.ajj.model.workspace;

import org.jspecify.annotations.NullMarked;
