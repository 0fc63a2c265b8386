/** aether.toml: finds it, reads it and checks it. */
@NullMarked
package dev.aether.ajj.config;

import org.jspecify.annotations.NullMarked;
