/** Parses single values, such as ports, volumes and durations. */
@NullMarked
package dev.aether.ajj.config.syntax;

import org.jspecify.annotations.NullMarked;
