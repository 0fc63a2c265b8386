/** Directories of workspaces that are forgotten or removed: checks, unrecorded files, and deletion. */
@NullMarked
package dev.aether.ajj.lifecycle.directory;

import org.jspecify.annotations.NullMarked;
