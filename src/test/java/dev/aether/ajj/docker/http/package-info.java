@NullMarked
package dev.aether.ajj.docker.http;

import org.jspecify.annotations.NullMarked;
