/** What is different when the engine runs on another machine: ports, files, what it cannot do. */
@NullMarked
package dev.aether.ajj.docker.remote;

import org.jspecify.annotations.NullMarked;
