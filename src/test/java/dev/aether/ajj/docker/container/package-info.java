@NullMarked
package dev.aether.ajj.docker.container;

import org.jspecify.annotations.NullMarked;
