/** Directories of workspaces: whether one can be deleted without loss, and its removal. */
@NullMarked
package dev.aether.ajj.system.directory;

import org.jspecify.annotations.NullMarked;
