/** The Docker backend. */
@NullMarked
package dev.aether.ajj.docker;

import org.jspecify.annotations.NullMarked;
