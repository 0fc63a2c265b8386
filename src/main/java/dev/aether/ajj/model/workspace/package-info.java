/** Workspaces: registry entries, locations of stacks, and the resolution of paths. */
@NullMarked
package dev.aether.ajj.model.workspace;

import org.jspecify.annotations.NullMarked;
