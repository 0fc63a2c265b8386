/** Checks whether ajj can use an engine. */
@NullMarked
package dev.aether.ajj.docker.check;

import org.jspecify.annotations.NullMarked;
