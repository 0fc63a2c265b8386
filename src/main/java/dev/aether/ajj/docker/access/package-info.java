/** Access to one container: its state, its log, commands. */
@NullMarked
package dev.aether.ajj.docker.access;

import org.jspecify.annotations.NullMarked;
