package dev.aether.ajj.lifecycle.task;

import dev.aether.ajj.model.service.ServiceSpec;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** Works on services at the same time, on each as soon as those it depends on are done. */
public final class DependencyOrder {

    private DependencyOrder() {}

    /**
     * Returns when all are done.
     *
     * @param services with every service that one of them depends on
     * @throws dev.aether.ajj.error.Failure the first in time; the others are cancelled then
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

    /** Waits for another task of the operation. Its failure is reported by itself; here it only means to stop. */
    public static void await(CompletableFuture<Void> other, Cancellation cancellation) {
        try {
            other.join();
        } catch (CompletionException failed) {
            cancellation.cancel();
            cancellation.check();
        }
    }
}
