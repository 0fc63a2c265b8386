package dev.aether.ajj.lifecycle.logs;

import dev.aether.ajj.spi.backend.LogLine;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far a container's log has been read, so that it can be opened again there. The time of the last line does not say it:
 * many lines have the same where an engine's clock is coarse (Podman's log has seconds).
 */
final class LogPosition {
    /** The first line that was given of the last moment. */
    private @Nullable LogLine first;
    /** How many were given of that moment. */
    private int given;
    /** How many of those have come again since it was opened again. */
    private int again;

    /** A line has been given. */
    void advance(LogLine line) {
        LogLine before = first;
        if (before != null && before.time().equals(line.time())) {
            given++;
        } else {
            first = line;
            given = 1;
        }
        again = given;
    }

    /** From which moment on the log is to be opened again; empty when nothing was given yet. */
    Optional<Instant> moment() {
        return Optional.ofNullable(first).map(LogLine::time);
    }

    /** The log is opened again at {@link #moment}. */
    void reopen() {
        again = 0;
    }

    /** Another container's log begins. */
    void reset() {
        first = null;
        given = 0;
        again = 0;
    }

    /** Whether a line was not given before. To be asked once for each that comes after {@link #reopen}, in order. */
    boolean isNew(LogLine line) {
        LogLine known = first;
        if (known == null || again >= given || !line.time().equals(known.time())) {
            return true;
        }
        // Older ones of that moment come first, when only the last lines were wanted.
        if (again > 0 || isSame(line, known)) {
            again++;
        }
        return false;
    }

    private static boolean isSame(LogLine one, LogLine other) {
        return one.source() == other.source() && Arrays.equals(one.bytes(), other.bytes());
    }
}
