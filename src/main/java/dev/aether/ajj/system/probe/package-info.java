/** Probes ports: whether a port is free, and whether the service on it answers. */
@NullMarked
package dev.aether.ajj.system.probe;

import org.jspecify.annotations.NullMarked;
