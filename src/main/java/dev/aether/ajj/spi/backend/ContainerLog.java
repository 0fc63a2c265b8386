package dev.aether.ajj.spi.backend;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** What one container has printed, oldest first; when it is followed, also what it prints until it ends. */
public interface ContainerLog extends AutoCloseable {

    /**
     * The next line; empty at the end. Waits for it where the container is followed.
     *
     * @throws dev.aether.ajj.error.Failure {@code BACKEND_UNAVAILABLE}, or {@code INTERRUPTED} when the thread was interrupted
     */
    Optional<LogLine> next();

    /** Lets go of it; a {@link #next} that waits on another thread finds the end. */
    @Override
    void close();

    /**
     * Which lines.
     *
     * @param tail the last so many only; empty: all
     * @param since those of this moment and later only
     * @param follow whether to go on until the container ends
     */
    record Range(OptionalInt tail, Optional<Instant> since, boolean follow) {
        /** Everything that there is. */
        public static final Range ALL = new Range(OptionalInt.empty(), Optional.empty(), false);
    }
}
