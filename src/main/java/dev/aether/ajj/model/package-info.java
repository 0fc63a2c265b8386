/** Values that every other package may use: what aether.toml declares and what the registry records. No behaviour that touches the machine. */
@NullMarked
package dev.aether.ajj.model;

import org.jspecify.annotations.NullMarked;
