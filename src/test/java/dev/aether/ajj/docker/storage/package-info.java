@NullMarked
package dev.aether.ajj.docker.storage;

import org.jspecify.annotations.NullMarked;
