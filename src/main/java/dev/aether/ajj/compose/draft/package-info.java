/** Drafts of aether.toml for {@code ajj init}. */
@NullMarked
package dev.aether.ajj.compose.draft;

import org.jspecify.annotations.NullMarked;
