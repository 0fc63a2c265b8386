/** Compose files: Docker Compose reads them, and its model becomes tables of aether.toml. */
@NullMarked
package dev.aether.ajj.compose;

import org.jspecify.annotations.NullMarked;
