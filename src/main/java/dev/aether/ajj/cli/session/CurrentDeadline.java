package dev.aether.ajj.cli.session;

import dev.aether.ajj.model.text.Durations;
import dev.aether.ajj.spi.machine.Deadline;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The deadline of the running command, for adapters that are created before the command line is parsed. */
public class CurrentDeadline implements Deadline {
    private static final Duration SHORTEST_ROLLBACK = Duration.ofSeconds(5);
    private static final Duration LONGEST_ROLLBACK = Duration.ofSeconds(20);
    /** Longer than any command, and short enough for nanoseconds. */
    private static final Duration LONGEST = Duration.ofDays(365);

    /** In terms of {@link System#nanoTime}, which is independent of the system's date. */
    private volatile @Nullable Long end;

    private boolean rollingBack;
    private volatile Duration rollback = LONGEST_ROLLBACK;

    /** Starts the timeout. A rollback may take half of it in addition, between 5 and 20 seconds. */
    public synchronized void begin(Duration timeout) {
        Duration whole = Durations.min(timeout, LONGEST);
        rollingBack = false;
        rollback = Durations.max(Durations.min(whole.dividedBy(2), LONGEST_ROLLBACK), SHORTEST_ROLLBACK);
        end = System.nanoTime() + whole.toNanos();
    }

    @Override
    public Optional<Duration> left() {
        Long instant = end;
        return instant == null
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(Math.max(0, instant - System.nanoTime())));
    }

    @Override
    public synchronized void allowRollback() {
        if (!rollingBack && left().filter(left -> left.compareTo(rollback) < 0).isPresent()) {
            end = System.nanoTime() + rollback.toNanos();
        }
        rollingBack = true;
    }
}
