/** The connection to an engine: its address, its identity and its failures. */
@NullMarked
package dev.aether.ajj.docker.engine;

import org.jspecify.annotations.NullMarked;
