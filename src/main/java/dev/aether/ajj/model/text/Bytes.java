package dev.aether.ajj.model.text;

import java.util.List;
import java.util.Locale;

/** Formats amounts of data in powers of ten, as the docker command does. */
public final class Bytes {
    private static final long STEP = 1000;
    private static final List<String> UNITS = List.of("kB", "MB", "GB", "TB");
    /** One decimal would round larger amounts to 1000.0. */
    private static final double NEXT_UNIT = 999.95;

    private Bytes() {}

    /** Returns the amount with its unit, such as {@code 512 B}, {@code 45.6 MB}. */
    public static String readable(long bytes) {
        if (bytes < STEP) {
            return bytes + " B";
        }
        double amount = bytes / (double) STEP;
        int unit = 0;
        while (amount >= NEXT_UNIT && unit < UNITS.size() - 1) {
            amount /= STEP;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", amount, UNITS.get(unit));
    }
}
