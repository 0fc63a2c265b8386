/** Support for an engine on another machine: forwarded ports, and limits. */
@NullMarked
package dev.aether.ajj.docker.remote;

import org.jspecify.annotations.NullMarked;
