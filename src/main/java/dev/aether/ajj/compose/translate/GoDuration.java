package dev.aether.ajj.compose.translate;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses durations in Go's format: {@code 1m30s}, {@code 1.5h}, {@code 500ms}. */
final class GoDuration {
    private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(h|ms|us|\u00b5s|ns|m|s)");
    private static final Duration MAX = Duration.ofDays(30);

    private GoDuration() {}

    /** Returns a duration of at most 30 days; empty when the text is not a duration. */
    static Optional<Duration> parse(String text) {
        Matcher part = PART.matcher(text);
        BigDecimal nanos = BigDecimal.ZERO;
        int index = 0;
        while (index < text.length()) {
            if (!part.region(index, text.length()).lookingAt()) {
                return text.equals("0") ? Optional.of(Duration.ZERO) : Optional.empty();
            }
            nanos = nanos.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(nanos(part.group(2)))));
            index = part.end();
        }
        BigDecimal max = BigDecimal.valueOf(MAX.toNanos());
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(nanos.min(max).longValue()));
    }

    private static long nanos(String unit) {
        return switch (unit) {
            case "h" -> Duration.ofHours(1).toNanos();
            case "m" -> Duration.ofMinutes(1).toNanos();
            case "s" -> Duration.ofSeconds(1).toNanos();
            case "ms" -> Duration.ofMillis(1).toNanos();
            case "ns" -> 1;
            default -> 1000;
        };
    }
}
