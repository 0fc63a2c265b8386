/** The Docker backend: the one place that knows docker-java. */
@NullMarked
package dev.aether.ajj.docker;

import org.jspecify.annotations.NullMarked;
