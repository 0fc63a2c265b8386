/** The Git backend of a jj repository: ignored files, and records of worktrees. */
@NullMarked
package dev.aether.ajj.jj.git;

import org.jspecify.annotations.NullMarked;
