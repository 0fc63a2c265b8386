/** Checks whether a workspace's directory can be deleted without loss, and deletes it. */
@NullMarked
package dev.aether.ajj.system.directory;

import org.jspecify.annotations.NullMarked;
