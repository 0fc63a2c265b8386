/** Compose files: reads them as docker compose does, and makes an aether.toml of them. */
@NullMarked
package dev.aether.ajj.compose;

import org.jspecify.annotations.NullMarked;
