package dev.aether.ajj.spi.backend;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;

/**
 * One line that a container has printed.
 *
 * @param time when the engine received the line
 * @param bytes without the line ending; need not be text; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record LogLine(Instant time, Source source, byte[] bytes) {
    /** The stream that a line was printed to. */
    public enum Source {
        STDOUT,
        STDERR;

        /** Returns the word in JSON: {@code stdout}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Returns the line as text, with a replacement character for invalid bytes. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
