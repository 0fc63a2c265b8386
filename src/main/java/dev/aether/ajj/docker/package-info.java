/** The Docker backend. Only these packages use docker-java. */
@NullMarked
package dev.aether.ajj.docker;

import org.jspecify.annotations.NullMarked;
