/** Contracts: what every implementation of an interface must do, run against the fake and the real one. */
@NullMarked
package dev.aether.ajj.spi.backend;

import org.jspecify.annotations.NullMarked;
