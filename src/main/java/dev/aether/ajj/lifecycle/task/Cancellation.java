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
 * Tells the tasks of one operation that it is over. They look between two steps: a call to the engine that is under way is
 * never cut off, because the engine would finish it unseen, after everything has been cleaned up.
 */
public final class Cancellation {
    /** More than it takes to ask an engine once. */
    private static final Duration LAST_CHECK = Duration.ofMillis(500);

    private final CountDownLatch cancelled = new CountDownLatch(1);
    private final Set<Thread> interruptible = new HashSet<>();
    private final Deadline deadline;

    /** The cancellation of an operation without a deadline. */
    public Cancellation() {
        this(Deadline.NONE);
    }

    /** @param deadline when the operation must have ended */
    public Cancellation(Deadline deadline) {
        this.deadline = deadline;
    }

    /** How long the operation may still wait for something that takes so long at most. */
    public Duration remaining(Duration longest) {
        return deadline.left(longest);
    }

    /** As {@link #remaining}, so that there is time to report what came of it. */
    public Duration remainingForCheck(Duration longest) {
        Duration left = deadline.left(longest.plus(LAST_CHECK)).minus(LAST_CHECK);
        return left.isPositive() ? left : Duration.ZERO;
    }

    /** Whether the operation must end now to end in time: the next check would be cut off by its deadline. */
    public boolean isAlmostOver() {
        return deadline.left(LAST_CHECK).compareTo(LAST_CHECK) < 0;
    }

    /** The operation has failed: what follows removes what it has made, or records how things are. */
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
     * Does work that may be cut off: its thread is interrupted when the operation is over.
     *
     * @throws Failure {@code INTERRUPTED} when it is over already
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
                boolean _ = Thread.interrupted(); // what follows the work must not be cut off
            }
        }
    }

    /**
     * Throws when the operation is over.
     *
     * @throws Failure {@code INTERRUPTED} once {@link #cancel} has been called
     */
    public void check() {
        if (cancelled.getCount() == 0) {
            throw new Failure(new Problem.Interrupted("the operation"));
        }
    }

    /** Waits, unless the operation ends first: then it throws as {@link #check} does. */
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
