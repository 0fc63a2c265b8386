/** The version control system: repositories, their workspaces and files, and which repository is which. */
@NullMarked
package dev.aether.ajj.spi.vcs;

import org.jspecify.annotations.NullMarked;
