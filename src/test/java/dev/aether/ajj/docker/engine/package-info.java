@NullMarked
package dev.aether.ajj.docker.engine;

import org.jspecify.annotations.NullMarked;
