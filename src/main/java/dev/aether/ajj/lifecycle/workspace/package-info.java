/** Finds the workspace that a command means: by name or directory, in jj and in the registry. */
@NullMarked
package dev.aether.ajj.lifecycle.workspace;

import org.jspecify.annotations.NullMarked;
