/** Sources of services: aether.toml and compose files, as they are read and as they are first written. */
@NullMarked
package dev.aether.ajj.spi.config;

import org.jspecify.annotations.NullMarked;
