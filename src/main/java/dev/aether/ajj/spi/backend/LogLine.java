package dev.aether.ajj.spi.backend;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;

/** One line that a container has printed. Its bytes are kept as they were: they need not be text. */
public final class LogLine {
    private final Instant time;
    private final Source source;
    private final byte[] bytes;

    /** Where a line was printed to. */
    public enum Source {
        STDOUT,
        STDERR;

        /** As it stands in JSON: {@code stdout}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A line.
     *
     * @param time when the engine took it down
     * @param bytes without the end of the line; not copied
     */
    public LogLine(Instant time, Source source, byte[] bytes) {
        this.time = time;
        this.source = source;
        this.bytes = bytes;
    }

    /** When the engine took it down. */
    public Instant time() {
        return time;
    }

    public Source source() {
        return source;
    }

    /** Without the end of the line; not copied. */
    public byte[] bytes() {
        return bytes;
    }

    /** As text, with a replacement for what is none. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
