package dev.aether.ajj.spi.backend;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;

/** One line that a container has printed. Its bytes are unchanged and need not be text. */
public final class LogLine {
    private final Instant time;
    private final Source source;
    private final byte[] bytes;

    /** The stream that a line was printed to. */
    public enum Source {
        STDOUT,
        STDERR;

        /** Returns the word in JSON: {@code stdout}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public LogLine(Instant time, Source source, byte[] bytes) {
        this.time = time;
        this.source = source;
        this.bytes = bytes;
    }

    /** Returns when the engine received the line. */
    public Instant time() {
        return time;
    }

    public Source source() {
        return source;
    }

    /** Returns the line without its line ending; not copied. */
    public byte[] bytes() {
        return bytes;
    }

    /** Returns the line as text, with a replacement character for invalid bytes. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
