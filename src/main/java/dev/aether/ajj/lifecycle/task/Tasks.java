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

/** Runs tasks concurrently. */
public final class Tasks {
    /** More parallel work does not make an engine faster. */
    private static final int AT_ONCE = 8;

    private Tasks() {}

    /**
     * Runs all tasks, each on its own thread, and returns when all have ended. The first failure cancels the
     * operation, so that the others end soon. So does an interruption of the calling thread.
     *
     * @throws Failure the first failure that is not itself a cancellation; {@code INTERRUPTED} when the calling thread
     *     was interrupted
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
     * Starts a computation on its own thread.
     *
     * @return waits for the result at each call, and rethrows the failure
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

    /** As {@link #all}, but only a few at once. After a failure or an interruption, no further task begins. */
    public static void few(Cancellation cancellation, List<? extends Runnable> tasks) {
        Semaphore places = new Semaphore(AT_ONCE);
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

    private static Optional<Failure> reason(Queue<Failure> failures) {
        return failures.stream()
                .filter(failure -> !(failure.first() instanceof Problem.Interrupted))
                .findFirst()
                .or(() -> Optional.ofNullable(failures.peek()));
    }

    /** Waits for all tasks even when interrupted: a rollback must know what the running ones have done. */
    private static void awaitAll(List<CompletableFuture<Void>> running, Cancellation cancellation) {
        CompletableFuture<Void> all = CompletableFuture.allOf(running.toArray(CompletableFuture[]::new))
                .exceptionally(_ -> null);
        // A completed future does not check for an interruption.
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
                throw new IllegalStateException("unreachable: tasks catch their failures", e);
            }
        }
        // Check again: a late interruption would reach the next call to jj.
        if (Thread.interrupted() || interrupted) {
            throw new Failure(new Problem.Interrupted("the operation"));
        }
    }
}
