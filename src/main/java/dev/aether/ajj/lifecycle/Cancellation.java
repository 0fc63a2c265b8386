package dev.aether.ajj.lifecycle;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.spi.Deadline;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Tells the tasks of one operation that it is over. They look between two steps: a call to the engine that is under way is
 * never cut off, because the engine would finish it unseen, after everything has been cleaned up.
 */
final class Cancellation {
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private final Deadline deadline;

    /** The cancellation of an operation without a deadline. */
    Cancellation() {
        this(Deadline.NONE);
    }

    /** @param deadline when the operation must have ended */
    Cancellation(Deadline deadline) {
        this.deadline = deadline;
    }

    /** How long the operation may still wait for something that takes so long at most. */
    Duration left(Duration longest) {
        return deadline.left(longest);
    }

    /** The operation has failed: what follows removes what it has made, or records how things are. */
    void beginRollback() {
        deadline.allowRollback();
    }

    void cancel() {
        cancelled.countDown();
    }

    /** @throws Failure {@code INTERRUPTED} once {@link #cancel} has been called */
    void check() {
        if (cancelled.getCount() == 0) {
            throw new Failure(new Problem.Interrupted("the operation"));
        }
    }

    /** Waits, unless the operation ends first: then it throws as {@link #check} does. */
    void pause(Duration duration) {
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
