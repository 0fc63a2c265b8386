/** The tables of a TOML file, which report faults at their positions. */
@NullMarked
package dev.aether.ajj.config.toml;

import org.jspecify.annotations.NullMarked;
