package dev.aether.ajj.system.signal;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Tells the first signal from one that is meant as another. */
final class SignalReaction {
    /** GNU timeout signals the child, then its group: a signal that comes so soon after is the same one. */
    static final Duration ONE_SIGNAL = Duration.ofSeconds(1);

    private final Runnable first;
    private final Runnable again;
    private final LongSupplier nanoTime;
    private boolean heard;
    private long heardAt;
    private boolean closed;

    /**
     * Waits for signals.
     *
     * @param first called at the first one
     * @param again called at each that comes {@link #ONE_SIGNAL} or more after the first
     * @param nanoTime a clock as {@link System#nanoTime()}
     */
    SignalReaction(Runnable first, Runnable again, LongSupplier nanoTime) {
        this.first = first;
        this.again = again;
        this.nanoTime = nanoTime;
    }

    /** A signal has arrived. */
    synchronized void signal() {
        if (closed) {
            return;
        }
        if (!heard) {
            heard = true;
            heardAt = nanoTime.getAsLong();
            first.run();
        } else if (nanoTime.getAsLong() - heardAt >= ONE_SIGNAL.toNanos()) {
            again.run();
        }
    }

    /** Once this returns nothing more is called, even for a signal whose thread is under way. */
    synchronized void close() {
        closed = true;
    }
}
