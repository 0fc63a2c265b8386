/** Translates the model that Compose prints into tables of aether.toml. */
@NullMarked
package dev.aether.ajj.compose.translate;

import org.jspecify.annotations.NullMarked;
