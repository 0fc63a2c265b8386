package dev.aether.ajj.system.signal;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Distinguishes a second signal from a duplicate of the first. */
final class SignalReaction {
    /** Signals within this time are duplicates: GNU timeout signals the child, then its group. */
    static final Duration ONE_SIGNAL = Duration.ofSeconds(1);

    private final Runnable first;
    private final Runnable again;
    private final LongSupplier nanoTime;
    private boolean received;
    private long receivedAt;
    private boolean closed;

    /**
     * Starts without a signal.
     *
     * @param first called at the first signal
     * @param again called at each signal that comes {@link #ONE_SIGNAL} or more after the first
     * @param nanoTime a clock like {@link System#nanoTime()}
     */
    SignalReaction(Runnable first, Runnable again, LongSupplier nanoTime) {
        this.first = first;
        this.again = again;
        this.nanoTime = nanoTime;
    }

    synchronized void signal() {
        if (closed) {
            return;
        }
        if (!received) {
            received = true;
            receivedAt = nanoTime.getAsLong();
            first.run();
        } else if (nanoTime.getAsLong() - receivedAt >= ONE_SIGNAL.toNanos()) {
            again.run();
        }
    }

    /** Ends all calls, even for a signal whose thread is already running. */
    synchronized void close() {
        closed = true;
    }
}
