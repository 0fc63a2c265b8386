/** The tables of a TOML file, which report a fault at the place where it is written. */
@NullMarked
package dev.aether.ajj.config.toml;

import org.jspecify.annotations.NullMarked;
