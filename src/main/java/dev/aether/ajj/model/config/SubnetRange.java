package dev.aether.ajj.model.config;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of private IPv4 addresses, such as {@code 10.213.0.0/16}, or a subnet out of it.
 *
 * @param address the first one, as an unsigned number
 * @param prefix how many leading bits are fixed, 0 to 32
 */
public record SubnetRange(long address, int prefix) {
    /** Where networks go when the engine's own pools are used up, unless aether.toml names another range. */
    public static final SubnetRange DEFAULT = new SubnetRange(10L << 24 | 213L << 16, 16);

    private static final List<SubnetRange> PRIVATE = List.of(
            new SubnetRange(10L << 24, 8),
            new SubnetRange(172L << 24 | 16L << 16, 12),
            new SubnetRange(192L << 24 | 168L << 16, 16));

    private static final Pattern NOTATION =
            Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})");
    private static final int BITS = 32;
    private static final int BYTE = 255;

    /** The range written as {@code a.b.c.d/n}; empty when it is not written so, or its address has bits behind the prefix. */
    public static Optional<SubnetRange> parse(String text) {
        Matcher parts = NOTATION.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        long address = 0;
        for (int group = 1; group <= 4; group++) {
            int part = Integer.parseInt(parts.group(group));
            if (part > BYTE) {
                return Optional.empty();
            }
            address = address << 8 | part;
        }
        int prefix = Integer.parseInt(parts.group(5));
        if (prefix > BITS || address % (1L << (BITS - prefix)) != 0) {
            return Optional.empty();
        }
        return Optional.of(new SubnetRange(address, prefix));
    }

    /** Whether all its addresses are for private networks (RFC 1918), so that nothing on the Internet has one of them. */
    public boolean isPrivate() {
        return PRIVATE.stream().anyMatch(range -> range.prefix <= prefix && range.overlaps(this));
    }

    /** How many subnets of a longer prefix fit into it. */
    public int count(int longerPrefix) {
        return 1 << (longerPrefix - prefix);
    }

    /** One of those subnets, counted from 0. */
    public SubnetRange subnet(int longerPrefix, int index) {
        return new SubnetRange(address + ((long) index << (BITS - longerPrefix)), longerPrefix);
    }

    /** Whether an address of one is also an address of the other. */
    public boolean overlaps(SubnetRange other) {
        int shorter = Math.min(prefix, other.prefix);
        return address >> (BITS - shorter) == other.address >> (BITS - shorter);
    }

    @Override
    public String toString() {
        return (address >> 24) + "." + (address >> 16 & BYTE) + "." + (address >> 8 & BYTE) + "." + (address & BYTE)
                + "/" + prefix;
    }
}
