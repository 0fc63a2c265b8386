/** The content of aether.toml, and the permissions that it needs. */
@NullMarked
package dev.aether.ajj.model.config;

import org.jspecify.annotations.NullMarked;
