package dev.aether.ajj.lifecycle.task;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Does several things at once. */
public final class Tasks {

    private Tasks() {}

    /**
     * Runs all tasks, each on a thread of its own, and returns when all have ended. The first that fails cancels
     * the operation, so that the others end soon; so does an interruption of the calling thread.
     *
     * @throws Failure the first failure in time that is not itself a cancellation; {@code INTERRUPTED} when the calling thread was interrupted
     */
    public static void all(Cancellation cancellation, List<? extends Runnable> tasks) {
        Queue<Failure> failures = new ConcurrentLinkedQueue<>();
        try (ExecutorService executor =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().daemon().factory())) {
            List<CompletableFuture<Void>> running = tasks.stream()
                    .map(task -> CompletableFuture.runAsync(
                            () -> {
                                try {
                                    task.run();
                                } catch (RuntimeException | Error thrown) {
                                    failures.add(Failure.of(thrown));
                                    cancellation.cancel();
                                }
                            },
                            executor))
                    .toList();
            awaitAll(running, cancellation);
        }
        reason(failures).ifPresent(failure -> {
            throw failure;
        });
    }

    /**
     * Begins something on a thread of its own.
     *
     * @return waits for the result each time it is asked, and throws the failure if that came instead
     */
    public static <T> Supplier<T> begin(Supplier<T> question) {
        CompletableFuture<T> answer = CompletableFuture.supplyAsync(
                question, task -> Thread.ofPlatform().daemon().start(task));
        return () -> {
            try {
                return answer.join();
            } catch (CompletionException failed) {
                throw Failure.of(failed.getCause() == null ? failed : failed.getCause());
            }
        };
    }

    /** As {@link #all}, but no more than so many at once. When one fails or the user interrupts, no further one begins. */
    public static void all(Cancellation cancellation, int atOnce, List<? extends Runnable> tasks) {
        Semaphore places = new Semaphore(atOnce);
        all(
                cancellation,
                tasks.stream()
                        .<Runnable>map(task -> () -> {
                            places.acquireUninterruptibly();
                            try {
                                cancellation.check();
                                task.run();
                            } finally {
                                places.release();
                            }
                        })
                        .toList());
    }

    /** The failure that the others are consequences of. */
    private static Optional<Failure> reason(Queue<Failure> failures) {
        return failures.stream()
                .filter(failure -> !(failure.first() instanceof Problem.Interrupted))
                .findFirst()
                .or(() -> Optional.ofNullable(failures.peek()));
    }

    /** Waits to the end even when interrupted: what is under way must be known before it can be undone. */
    private static void awaitAll(List<CompletableFuture<Void>> running, Cancellation cancellation) {
        CompletableFuture<Void> all = CompletableFuture.allOf(running.toArray(CompletableFuture[]::new))
                .exceptionally(_ -> null);
        // A future that is done already is handed out without a look at the interruption.
        boolean interrupted = Thread.interrupted();
        if (interrupted) {
            cancellation.cancel();
        }
        while (!all.isDone()) {
            try {
                all.get();
            } catch (InterruptedException e) {
                interrupted = true;
                cancellation.cancel();
            } catch (ExecutionException e) {
                throw new IllegalStateException("cannot be: tasks keep their failures to themselves", e);
            }
        }
        // Also one that came when all had ended: left standing, it would cut off the next call to jj.
        if (Thread.interrupted() || interrupted) {
            throw new Failure(new Problem.Interrupted("the operation"));
        }
    }
}
