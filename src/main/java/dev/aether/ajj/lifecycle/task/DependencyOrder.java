package dev.aether.ajj.lifecycle.task;

import dev.aether.ajj.model.service.ServiceSpec;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** Concurrent work on services: each begins when its dependencies are done. */
public final class DependencyOrder {

    private DependencyOrder() {}

    /**
     * Works on all services, and returns when all are done.
     *
     * @param services includes every dependency
     * @throws dev.aether.ajj.error.Failure the first one; it cancels the others
     */
    public static void run(Collection<ServiceSpec> services, Cancellation cancellation, Consumer<ServiceSpec> work) {
        Map<String, CompletableFuture<Void>> done = new HashMap<>();
        services.forEach(service -> done.put(service.name(), new CompletableFuture<>()));
        Tasks.all(
                cancellation,
                services.stream()
                        .<Runnable>map(service -> () -> work(service, done, cancellation, work))
                        .toList());
    }

    private static void work(
            ServiceSpec service,
            Map<String, CompletableFuture<Void>> done,
            Cancellation cancellation,
            Consumer<ServiceSpec> work) {
        CompletableFuture<Void> own = Objects.requireNonNull(done.get(service.name()));
        try {
            service.dependsOn().keySet().forEach(other -> await(Objects.requireNonNull(done.get(other)), cancellation));
            cancellation.check();
            work.accept(service);
            own.complete(null);
        } catch (RuntimeException thrown) {
            own.completeExceptionally(thrown);
            throw thrown;
        }
    }

    /** Waits for another task. If that fails, it reports its own failure; here, the failure only cancels. */
    public static void await(CompletableFuture<Void> other, Cancellation cancellation) {
        try {
            other.join();
        } catch (CompletionException failed) {
            cancellation.cancel();
            cancellation.check();
        }
    }
}
