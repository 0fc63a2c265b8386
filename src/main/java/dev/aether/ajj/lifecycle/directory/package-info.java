/** Directories of workspaces that are forgotten or removed: what is against it, what jj has not recorded, and their end. */
@NullMarked
package dev.aether.ajj.lifecycle.directory;

import org.jspecify.annotations.NullMarked;
