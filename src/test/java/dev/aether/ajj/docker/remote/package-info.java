@NullMarked
package dev.aether.ajj.docker.remote;

import org.jspecify.annotations.NullMarked;
