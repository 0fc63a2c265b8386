/** What jj keeps in Git: the files that Git ignores, and the records of worktrees. */
@NullMarked
package dev.aether.ajj.jj.git;

import org.jspecify.annotations.NullMarked;
