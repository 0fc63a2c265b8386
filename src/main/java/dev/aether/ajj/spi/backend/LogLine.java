package dev.aether.ajj.spi.backend;

import dev.aether.ajj.model.text.Word;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * One line that a container has printed.
 *
 * @param time when the engine received the line
 * @param bytes without the line ending; need not be text; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record LogLine(Instant time, Source source, byte[] bytes) {
    /** The stream that a line was printed to. */
    public enum Source implements Word {
        STDOUT,
        STDERR
    }

    /** Returns the line as text, with a replacement character for invalid bytes. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
