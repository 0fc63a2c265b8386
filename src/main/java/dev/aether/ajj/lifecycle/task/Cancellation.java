package dev.aether.ajj.lifecycle.task;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.spi.machine.Deadline;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The cancellation of one operation. Tasks check it between two steps. A running call to the engine is never
 * interrupted: the engine would finish it after the cleanup.
 */
public final class Cancellation {
    /** Enough for one query to an engine. */
    private static final Duration LAST_CHECK = Duration.ofMillis(500);

    private final CountDownLatch cancelled = new CountDownLatch(1);
    private final Set<Thread> interruptible = new HashSet<>();
    private final Deadline deadline;

    /** Creates the cancellation of an operation without a deadline. */
    public Cancellation() {
        this(Deadline.NONE);
    }

    /** @param deadline when the operation must have ended */
    public Cancellation(Deadline deadline) {
        this.deadline = deadline;
    }

    /** Returns the time left until the deadline, at most {@code longest}. */
    public Duration remaining(Duration longest) {
        return deadline.left(longest);
    }

    /** As {@link #remaining}, minus the time that it takes to report the result. */
    public Duration remainingForCheck(Duration longest) {
        Duration left = deadline.left(longest.plus(LAST_CHECK)).minus(LAST_CHECK);
        return left.isPositive() ? left : Duration.ZERO;
    }

    /** Whether the deadline is so near that it would interrupt the next check. */
    public boolean isAlmostOver() {
        return deadline.left(LAST_CHECK).compareTo(LAST_CHECK) < 0;
    }

    /** Allows time after the deadline, to roll back or to record the current state. */
    public void beginRollback() {
        deadline.allowRollback();
    }

    void cancel() {
        cancelled.countDown();
        synchronized (interruptible) {
            interruptible.forEach(Thread::interrupt);
        }
    }

    /**
     * Runs work that may be interrupted: a cancellation interrupts its thread.
     *
     * @throws Failure {@code INTERRUPTED} when the operation is already cancelled
     */
    public void interruptible(Runnable work) {
        Thread worker = Thread.currentThread();
        synchronized (interruptible) {
            check();
            interruptible.add(worker);
        }
        try {
            work.run();
        } finally {
            synchronized (interruptible) {
                interruptible.remove(worker);
                boolean _ = Thread.interrupted(); // it must not reach what follows
            }
        }
    }

    /**
     * Throws when the operation is cancelled.
     *
     * @throws Failure {@code INTERRUPTED} once {@link #cancel} has been called
     */
    public void check() {
        if (cancelled.getCount() == 0) {
            throw new Failure(new Problem.Interrupted("the operation"));
        }
    }

    /**
     * Waits for a duration.
     *
     * @throws Failure {@code INTERRUPTED} as soon as the operation is cancelled
     */
    public void pause(Duration duration) {
        try {
            if (cancelled.await(duration.toMillis(), TimeUnit.MILLISECONDS)) {
                check();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(new Problem.Interrupted("the operation"), e);
        }
    }
}
