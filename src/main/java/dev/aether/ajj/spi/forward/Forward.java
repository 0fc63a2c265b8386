package dev.aether.ajj.spi.forward;

import dev.aether.ajj.spi.backend.Stack;

/**
 * A TCP port on 127.0.0.1 of this machine that is forwarded to the same port of another machine.
 *
 * @param service its name in aether.toml
 * @param address the other machine, such as {@code ssh://dev@build.example.com}
 * @param engine the id of the engine that holds the stack; empty when unknown
 * @param port 1 to 65535
 */
public record Forward(Stack stack, String service, String address, String engine, int port) {

    /** Whether the forward belongs to the stack, also when the stack was declared elsewhere. */
    public boolean isOf(Stack other) {
        return stack.repository().equals(other.repository())
                && stack.namespace().equals(other.namespace());
    }
}
