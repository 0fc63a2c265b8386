package dev.aether.ajj.config.syntax;

import dev.aether.ajj.config.toml.BadValue;
import dev.aether.ajj.config.toml.TypeNames;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses resource limits: {@code memory = "512m"}, {@code cpus = 1.5}. */
public final class LimitSyntax {
    private static final String MEMORY_HINT = "write it like \"512m\" or \"2g\", or as a number of bytes";
    private static final Pattern SIZE = Pattern.compile("(\\d{1,19}(?:\\.\\d{1,9})?) ?([bkmgt]?)(?:i?b)?");
    /** Docker's minimum. */
    private static final long MIN_MEMORY = 6L << 20;

    private LimitSyntax() {}

    /** Returns a number of bytes. */
    public static long memory(Object value) {
        long bytes = bytes(value);
        if (bytes < MIN_MEMORY) {
            throw new BadValue("a container needs at least 6 MiB of memory", "write \"6m\" or more");
        }
        return bytes;
    }

    /** Returns the size of {@code /dev/shm} in bytes. */
    public static long sharedMemory(Object value) {
        long bytes = bytes(value);
        if (bytes <= 0) {
            throw new BadValue("it must be positive", MEMORY_HINT);
        }
        return bytes;
    }

    /** Returns billionths of a core. */
    public static long nanoCpus(Object value) {
        String hint = "write a number of cores, such as cpus = 1.5";
        if (!(value instanceof Number number)) {
            throw new BadValue(TypeNames.mismatch("a number", value), hint);
        }
        double cores = number.doubleValue();
        // The engine's minimum is 0.01; the maximum avoids an overflow.
        if (!(cores >= 0.01 && cores <= 1_000_000)) {
            throw new BadValue(cores <= 0 ? "it must be positive" : "it is out of range", hint + ", at least 0.01");
        }
        return Math.round(cores * 1_000_000_000L);
    }

    private static long bytes(Object value) {
        if (value instanceof Long number) {
            return number;
        }
        if (!(value instanceof String text)) {
            throw new BadValue(TypeNames.mismatch("a string or an integer", value), MEMORY_HINT);
        }
        Matcher matcher = SIZE.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new BadValue("\"" + text + "\" is not a valid amount of memory", MEMORY_HINT);
        }
        int power = "bkmgt".indexOf(matcher.group(2) + (matcher.group(2).isEmpty() ? "b" : ""));
        BigDecimal bytes = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(1L << (10 * power)));
        if (bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw new BadValue("\"" + text + "\" is too large", MEMORY_HINT);
        }
        return bytes.longValue();
    }
}
