package dev.aether.ajj.model.config;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of IPv4 addresses, such as {@code 10.213.0.0/16}.
 *
 * @param address the first one, as an unsigned number
 * @param prefix number of fixed leading bits, 0 to 32
 */
public record SubnetRange(long address, int prefix) {
    /** The default range for networks when the engine's own pools are used up. */
    public static final SubnetRange DEFAULT = new SubnetRange(10L << 24 | 213L << 16, 16);

    private static final List<SubnetRange> PRIVATE = List.of(
            new SubnetRange(10L << 24, 8),
            new SubnetRange(172L << 24 | 16L << 16, 12),
            new SubnetRange(192L << 24 | 168L << 16, 16));

    private static final Pattern NOTATION =
            Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})");
    private static final int BITS = 32;
    private static final int BYTE = 255;

    /** Parses {@code a.b.c.d/n}; empty when invalid, also when address bits after the prefix are set. */
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

    /** Whether all addresses are for private networks (RFC 1918), and so unused on the Internet. */
    public boolean isPrivate() {
        return PRIVATE.stream().anyMatch(range -> range.prefix <= prefix && range.overlaps(this));
    }

    /** Returns the number of subnets with a longer prefix. */
    public int count(int longerPrefix) {
        return 1 << (longerPrefix - prefix);
    }

    /** Returns one of those subnets, counted from 0. */
    public SubnetRange subnet(int longerPrefix, int index) {
        return new SubnetRange(address + ((long) index << (BITS - longerPrefix)), longerPrefix);
    }

    /** Whether the ranges have an address in common. */
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
