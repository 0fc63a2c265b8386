package dev.aether.ajj.spi.backend;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** The output of one container, oldest line first. */
public interface ContainerLog extends AutoCloseable {

    /**
     * Returns the next line, and waits for it if the log is followed; empty at the end.
     *
     * @throws dev.aether.ajj.error.Failure {@code BACKEND_UNAVAILABLE}, or {@code INTERRUPTED} when the thread was
     *     interrupted
     */
    Optional<LogLine> next();

    /** Closes the log. A {@link #next} that waits on another thread returns the end. */
    @Override
    void close();

    /**
     * The lines to read.
     *
     * @param tail only this many last lines; empty: all
     * @param since only lines of this moment and later
     * @param follow whether to continue until the container ends
     */
    record Range(OptionalInt tail, Optional<Instant> since, boolean follow) {}
}
