/** The workspaces of a repository: which there are, where each is, and a new one with its files. */
@NullMarked
package dev.aether.ajj.jj.workspace;

import org.jspecify.annotations.NullMarked;
