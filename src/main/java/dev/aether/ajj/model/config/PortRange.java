package dev.aether.ajj.model.config;

import java.util.Set;

/**
 * The host ports that ajj may choose from, both ends included.
 *
 * @param first 1 to 65535
 * @param last not below {@code first}
 * @param except those that are in use where services run, if that is another machine; a fixed port must not be one either
 */
public record PortRange(int first, int last, Set<Integer> except) {

    /** Used when aether.toml has no {@code [ports]} table. */
    public static final PortRange DEFAULT = new PortRange(20000, 29999);

    /** All ports from the first to the last. */
    public PortRange(int first, int last) {
        this(first, last, Set.of());
    }

    /** The same without ports that are in use elsewhere. */
    public PortRange without(Set<Integer> elsewhere) {
        return new PortRange(first, last, Set.copyOf(elsewhere));
    }

    /** Number of ports in the range, at least 1. */
    public int size() {
        return last - first + 1;
    }

    @Override
    public String toString() {
        return first + "-" + last;
    }
}
