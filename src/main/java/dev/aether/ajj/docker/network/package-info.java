/** Networks of stacks, and the subnets that they get. */
@NullMarked
package dev.aether.ajj.docker.network;

import org.jspecify.annotations.NullMarked;
