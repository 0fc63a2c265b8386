/** The commands that show how workspaces are. */
@NullMarked
package dev.aether.ajj.cli.overview;

import org.jspecify.annotations.NullMarked;
