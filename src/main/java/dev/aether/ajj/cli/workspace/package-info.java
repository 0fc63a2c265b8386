/** The commands on workspaces. */
@NullMarked
package dev.aether.ajj.cli.workspace;

import org.jspecify.annotations.NullMarked;
