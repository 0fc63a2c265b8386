/** What aether.toml declares as a whole, and what it asks for beyond private services. */
@NullMarked
package dev.aether.ajj.model.config;

import org.jspecify.annotations.NullMarked;
