package dev.aether.ajj.lifecycle;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Tells the tasks of one operation that it is over. They look between two steps: a call to the engine that is under way is
 * never cut off, because the engine would finish it unseen, after everything has been cleaned up.
 */
final class Cancellation {
    private final CountDownLatch cancelled = new CountDownLatch(1);

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
