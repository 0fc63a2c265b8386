/** The connection to an engine: where it is, which one answers, and what its refusals mean. */
@NullMarked
package dev.aether.ajj.docker.engine;

import org.jspecify.annotations.NullMarked;
