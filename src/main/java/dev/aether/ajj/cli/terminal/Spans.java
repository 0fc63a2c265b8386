package dev.aether.ajj.cli.terminal;

import java.time.Duration;
import java.time.Instant;

/** Formats time spans in one unit. */
public final class Spans {

    private Spans() {}

    /** Returns {@code now}, {@code 12m}, {@code 5h} or {@code 3d}. */
    public static String between(Instant start, Instant end) {
        Duration span = Duration.between(start, end);
        if (span.toMinutes() < 1) {
            return "now";
        }
        if (span.toHours() < 1) {
            return span.toMinutes() + "m";
        }
        return span.toDays() < 1 ? span.toHours() + "h" : span.toDays() + "d";
    }
}
