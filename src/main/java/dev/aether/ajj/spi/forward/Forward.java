package dev.aether.ajj.spi.forward;

import dev.aether.ajj.spi.backend.Stack;

/**
 * A TCP port on 127.0.0.1 of this machine that leads to the same port of another one.
 *
 * @param stack whose service it leads to
 * @param service its name in aether.toml
 * @param address how that machine is reached, such as {@code ssh://dev@build.example.com}
 * @param engine the id of the engine that holds the stack; empty when it is not known
 * @param port 1 to 65535
 */
public record Forward(Stack stack, String service, String address, String engine, int port) {

    /** Whether it leads to a service of this stack, wherever the stack is declared. */
    public boolean isOf(Stack other) {
        return stack.repository().equals(other.repository())
                && stack.namespace().equals(other.namespace());
    }
}
