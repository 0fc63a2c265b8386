package dev.aether.ajj.lifecycle;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.error.Problem.Leftover;
import dev.aether.ajj.model.ServiceSpec;
import dev.aether.ajj.model.VolumeSpec;
import dev.aether.ajj.spi.Backend;
import dev.aether.ajj.spi.Progress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The services: network, volumes, then every container as soon as those it depends on are ready. A container that mounts
 * files of the workspace also waits for them to be there.
 */
final class ProvisionStep implements Step {
    private final Environment environment;
    private final Backend backend;
    private final ServiceStarter starter;
    private final CompletableFuture<Void> checkedOut;
    private final Cancellation cancellation;
    private final Progress progress;
    private volatile boolean begun;

    ProvisionStep(
            Environment environment,
            Backend backend,
            ServiceStarter starter,
            CompletableFuture<Void> checkedOut,
            Cancellation cancellation,
            Progress progress) {
        this.environment = environment;
        this.backend = backend;
        this.starter = starter;
        this.checkedOut = checkedOut;
        this.cancellation = cancellation;
        this.progress = progress;
    }

    @Override
    public String name() {
        return "services of " + environment.name();
    }

    @Override
    public void perform() {
        if (environment.declaredServices().isEmpty()) {
            return;
        }
        begun = true;
        backend.createNetwork(environment.stack());
        backend.createVolumes(environment.stack(), environment.declaredServices());
        Map<String, CompletableFuture<Void>> ready = new HashMap<>();
        environment.declaredServices().forEach(service -> ready.put(service.name(), new CompletableFuture<>()));
        Tasks.all(
                cancellation,
                environment.declaredServices().stream()
                        .<Runnable>map(service -> () -> bringUp(service, ready))
                        .toList());
        environment.declaredServices().forEach(starter::confirm);
    }

    private void bringUp(ServiceSpec service, Map<String, CompletableFuture<Void>> ready) {
        CompletableFuture<Void> own = Objects.requireNonNull(ready.get(service.name()));
        try {
            service.dependsOn().forEach(other -> await(Objects.requireNonNull(ready.get(other))));
            if (service.volumes().stream().anyMatch(VolumeSpec.Bind.class::isInstance)) {
                await(checkedOut);
            }
            cancellation.check();
            starter.start(service);
            own.complete(null);
        } catch (RuntimeException thrown) {
            own.completeExceptionally(thrown);
            progress.update(service.name(), isConsequence(thrown) ? Progress.Stage.UNDOING : Progress.Stage.FAILED, "");
            throw thrown;
        }
    }

    /** Somebody else's failure is reported by them; here it only means to stop. */
    private void await(CompletableFuture<Void> other) {
        try {
            other.join();
        } catch (CompletionException failed) {
            cancellation.cancel();
            cancellation.check();
        }
    }

    private static boolean isConsequence(RuntimeException thrown) {
        return thrown instanceof Failure failure && failure.first() instanceof Problem.Interrupted;
    }

    @Override
    public List<Leftover> undo(List<Leftover> left) {
        if (!begun) {
            return List.of();
        }
        return backend.removeStack(environment.stack()).left().entrySet().stream()
                .map(entry ->
                        new Leftover(entry.getKey(), entry.getValue(), "ajj workspace forget " + environment.name()))
                .toList();
    }
}
