@NullMarked
package dev.aether.ajj.docker.stack;

import org.jspecify.annotations.NullMarked;
