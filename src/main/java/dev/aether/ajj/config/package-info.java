/** Finds, reads, checks and writes aether.toml. */
@NullMarked
package dev.aether.ajj.config;

import org.jspecify.annotations.NullMarked;
