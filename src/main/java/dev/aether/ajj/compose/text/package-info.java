/** The text of compose files and of aether.toml. */
@NullMarked
package dev.aether.ajj.compose.text;

import org.jspecify.annotations.NullMarked;
