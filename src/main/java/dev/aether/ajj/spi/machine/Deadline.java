package dev.aether.ajj.spi.machine;

import java.time.Duration;
import java.util.Optional;

/** The deadline of the running command. Every wait for another process is limited by it. */
public interface Deadline {
    /** No deadline. */
    Deadline NONE = Optional::empty;

    /** Returns the time left, zero after the deadline; empty without a deadline. */
    Optional<Duration> left();

    /**
     * Returns the time that a wait may take.
     *
     * @param longest the limit of the wait itself
     */
    default Duration left(Duration longest) {
        return left().filter(left -> left.compareTo(longest) < 0).orElse(longest);
    }

    /** Extends the deadline of a failed command by a short time for its rollback. */
    default void allowRollback() {}
}
