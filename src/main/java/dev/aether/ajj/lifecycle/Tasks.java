package dev.aether.ajj.lifecycle;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Does several things at once. */
final class Tasks {

    private Tasks() {}

    /**
     * Runs all tasks, each on a virtual thread of its own, and returns when all have ended. The first that fails cancels
     * the operation, so that the others end soon; so does an interruption of the calling thread.
     *
     * @throws Failure the first failure in time; {@code INTERRUPTED} when the calling thread was interrupted
     */
    static void all(Cancellation cancellation, List<? extends Runnable> tasks) {
        CompletableFuture<Void> firstFailure = new CompletableFuture<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Void>> running = tasks.stream()
                    .map(task -> CompletableFuture.runAsync(task, executor).whenComplete((_, thrown) -> {
                        if (thrown != null && firstFailure.completeExceptionally(thrown)) {
                            cancellation.cancel();
                        }
                    }))
                    .toList();
            awaitAll(running, cancellation);
        }
        failure(firstFailure).ifPresent(failure -> {
            throw failure;
        });
    }

    /** Waits to the end even when interrupted: what is under way must be known before it can be undone. */
    private static void awaitAll(List<CompletableFuture<Void>> running, Cancellation cancellation) {
        CompletableFuture<Void> all = CompletableFuture.allOf(running.toArray(CompletableFuture[]::new))
                .exceptionally(_ -> null);
        boolean interrupted = false;
        while (!all.isDone()) {
            try {
                all.get();
            } catch (InterruptedException e) {
                interrupted = true;
                cancellation.cancel();
            } catch (ExecutionException e) {
                throw new IllegalStateException("cannot be: failures were turned into null", e);
            }
        }
        if (interrupted) {
            throw new Failure(new Problem.Interrupted("the operation"));
        }
    }

    private static Optional<Failure> failure(CompletableFuture<Void> firstFailure) {
        if (!firstFailure.isCompletedExceptionally()) {
            return Optional.empty();
        }
        Throwable thrown = firstFailure.exceptionNow();
        Throwable cause = thrown.getCause();
        return Optional.of(Failure.of(cause == null || thrown instanceof Failure ? thrown : cause));
    }
}
