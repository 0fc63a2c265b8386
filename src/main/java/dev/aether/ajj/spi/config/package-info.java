/** Reading aether.toml and compose files, and writing a first aether.toml. */
@NullMarked
package dev.aether.ajj.spi.config;

import org.jspecify.annotations.NullMarked;
