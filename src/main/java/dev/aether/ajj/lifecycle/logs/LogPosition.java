package dev.aether.ajj.lifecycle.logs;

import dev.aether.ajj.spi.backend.LogLine;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A position in a container's log, at which it can be opened again. A time is not enough: many lines can have the same
 * one, because some engines have a coarse clock (one second in Podman's log).
 */
final class LogPosition {
    /** The first line read at the last time. */
    private @Nullable LogLine first;
    /** Number of lines read at that time. */
    private int seen;
    /** Number of those lines that came again since the log was opened again. */
    private int repeated;

    /** Records a line as read. */
    void advance(LogLine line) {
        LogLine before = first;
        if (before != null && before.time().equals(line.time())) {
            seen++;
        } else {
            first = line;
            seen = 1;
        }
        repeated = seen;
    }

    /** Returns the time from which to open the log again; empty before the first line. */
    Optional<Instant> moment() {
        return Optional.ofNullable(first).map(LogLine::time);
    }

    /** Records that the log is opened again at {@link #moment}. */
    void reopen() {
        repeated = 0;
    }

    /** Starts with the log of another container. */
    void reset() {
        first = null;
        seen = 0;
        repeated = 0;
    }

    /** Whether a line was not read before. Must be called once for each line after {@link #reopen}, in order. */
    boolean isNew(LogLine line) {
        LogLine known = first;
        if (known == null || repeated >= seen || !line.time().equals(known.time())) {
            return true;
        }
        // If only the last lines were requested, earlier ones with the same time come first.
        if (repeated > 0 || isSame(line, known)) {
            repeated++;
        }
        return false;
    }

    private static boolean isSame(LogLine one, LogLine other) {
        return one.source() == other.source() && Arrays.equals(one.bytes(), other.bytes());
    }
}
