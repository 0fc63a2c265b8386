/** Parsing, formatting and quoting of single values, and positions in files. */
@NullMarked
package dev.aether.ajj.model.text;

import org.jspecify.annotations.NullMarked;
