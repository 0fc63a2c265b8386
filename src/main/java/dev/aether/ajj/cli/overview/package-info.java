/** The commands that show the state of workspaces. */
@NullMarked
package dev.aether.ajj.cli.overview;

import org.jspecify.annotations.NullMarked;
