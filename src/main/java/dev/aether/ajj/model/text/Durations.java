package dev.aether.ajj.model.text;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses and formats durations such as {@code 500ms}, {@code 60s}, {@code 2m}, {@code 1m30s}. */
public final class Durations {
    private static final Pattern PARTS =
            Pattern.compile("(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?(?:(\\d{1,9})ms)?");

    private Durations() {}

    /** Parses a duration; empty when invalid or not positive. */
    public static Optional<Duration> parse(String text) {
        Matcher parts = PARTS.matcher(text.strip());
        if (text.isBlank() || !parts.matches()) {
            return Optional.empty();
        }
        Duration duration = Duration.ofHours(number(parts, 1))
                .plusMinutes(number(parts, 2))
                .plusSeconds(number(parts, 3))
                .plusMillis(number(parts, 4));
        return Optional.of(duration).filter(Duration::isPositive);
    }

    /** Formats a duration in seconds: {@code 90 s}, {@code 1.5 s}. */
    public static String words(Duration duration) {
        long tenths = Math.ceilDiv(duration.toMillis(), 100);
        return tenths >= 100 || tenths % 10 == 0
                ? Math.ceilDiv(tenths, 10) + " s"
                : tenths / 10 + "." + tenths % 10 + " s";
    }

    /** Returns the shorter of two durations. */
    public static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Returns the longer of two durations. */
    public static Duration max(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    private static long number(Matcher parts, int group) {
        String digits = parts.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
