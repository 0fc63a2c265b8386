package dev.aether.ajj.spi.machine;

import java.time.Duration;
import java.util.Optional;

/** When the running command must have ended. Whatever waits for something outside of the process asks how long it may. */
public interface Deadline {
    /** Of a command that may take as long as it takes. */
    Deadline NONE = new Deadline() {
        @Override
        public Optional<Duration> left() {
            return Optional.empty();
        }

        @Override
        public void allowRollback() {}
    };

    /** The time that is left, zero when it is over; empty when there is no deadline. */
    Optional<Duration> left();

    /**
     * How long a wait may take.
     *
     * @param longest how long it would be without a deadline
     */
    default Duration left(Duration longest) {
        return left().filter(left -> left.compareTo(longest) < 0).orElse(longest);
    }

    /** The command has failed: from now on it has a short time to remove what it has made. */
    void allowRollback();
}
