package dev.aether.ajj.model.config;

/**
 * The host ports that ajj may choose from, both ends included.
 *
 * @param first 1 to 65535
 * @param last not below {@code first}
 */
public record PortRange(int first, int last) {

    /** Used when aether.toml has no {@code [ports]} table. */
    public static final PortRange DEFAULT = new PortRange(20000, 29999);

    /** Number of ports in the range, at least 1. */
    public int size() {
        return last - first + 1;
    }

    @Override
    public String toString() {
        return first + "-" + last;
    }
}
