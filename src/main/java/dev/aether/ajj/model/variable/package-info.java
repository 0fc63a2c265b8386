/** Environment variables: names with effects on the host, and secret values. */
@NullMarked
package dev.aether.ajj.model.variable;

import org.jspecify.annotations.NullMarked;
