@NullMarked
package dev.aether.ajj.docker.access;

import org.jspecify.annotations.NullMarked;
