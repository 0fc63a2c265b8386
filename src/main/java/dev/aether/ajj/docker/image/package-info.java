/** Pulls images. */
@NullMarked
package dev.aether.ajj.docker.image;

import org.jspecify.annotations.NullMarked;
