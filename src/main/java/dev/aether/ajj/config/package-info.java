/** aether.toml: finds it, reads it, checks it and writes it. */
@NullMarked
package dev.aether.ajj.config;

import org.jspecify.annotations.NullMarked;
