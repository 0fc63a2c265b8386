/** Compose files: finds them, reads them with Docker Compose, and caches its models. */
@NullMarked
package dev.aether.ajj.compose;

import org.jspecify.annotations.NullMarked;
