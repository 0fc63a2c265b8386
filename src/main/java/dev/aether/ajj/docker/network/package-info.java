/** Networks of stacks, and their subnets. */
@NullMarked
package dev.aether.ajj.docker.network;

import org.jspecify.annotations.NullMarked;
