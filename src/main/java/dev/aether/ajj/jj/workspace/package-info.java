/** The workspaces of a repository: finds, lists and adds them. */
@NullMarked
package dev.aether.ajj.jj.workspace;

import org.jspecify.annotations.NullMarked;
