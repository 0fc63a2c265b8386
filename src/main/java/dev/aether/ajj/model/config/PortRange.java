package dev.aether.ajj.model.config;

import java.util.Set;

/**
 * The host ports that ajj may choose from, both ends included.
 *
 * @param first 1 to 65535
 * @param last not below {@code first}
 * @param except ports in use on the engine's machine, if that is another one; no fixed port may be among them
 */
public record PortRange(int first, int last, Set<Integer> except) {

    /** The default without a {@code [ports]} table. */
    public static final PortRange DEFAULT = new PortRange(20000, 29999);

    public PortRange(int first, int last) {
        this(first, last, Set.of());
    }

    /** Returns the same range without ports that are in use on the engine's machine. */
    public PortRange without(Set<Integer> elsewhere) {
        return new PortRange(first, last, Set.copyOf(elsewhere));
    }

    /** Returns the number of ports from first to last, at least 1. */
    public int size() {
        return last - first + 1;
    }

    @Override
    public String toString() {
        return first + "-" + last;
    }
}
