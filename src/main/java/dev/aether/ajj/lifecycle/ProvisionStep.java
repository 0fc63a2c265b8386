package dev.aether.ajj.lifecycle;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Leftover;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.model.ServiceSpec;
import dev.aether.ajj.model.VolumeSpec;
import dev.aether.ajj.spi.Backend;
import dev.aether.ajj.spi.Progress;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

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
    private final WorkspaceProgress progress;
    private final Set<ServiceSpec> started = ConcurrentHashMap.newKeySet();
    private volatile boolean begun;

    ProvisionStep(
            Environment environment,
            Backend backend,
            ServiceStarter starter,
            CompletableFuture<Void> checkedOut,
            Cancellation cancellation,
            WorkspaceProgress progress) {
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
        DependencyOrder.run(environment.declaredServices(), cancellation, this::bringUp);
        environment.declaredServices().forEach(starter::confirm);
    }

    private void bringUp(ServiceSpec service) {
        started.add(service);
        try {
            if (service.volumes().stream().anyMatch(VolumeSpec.Bind.class::isInstance)) {
                DependencyOrder.await(checkedOut, cancellation);
            }
            starter.start(service);
        } catch (RuntimeException thrown) {
            progress.update(
                    service.name(), isConsequence(thrown) ? Progress.Stage.ROLLING_BACK : Progress.Stage.FAILED, "");
            throw thrown;
        }
    }

    private static boolean isConsequence(RuntimeException thrown) {
        return thrown instanceof Failure failure && failure.first() instanceof Problem.Interrupted;
    }

    @Override
    public List<Leftover> undo(List<Leftover> before) {
        if (!begun) {
            return List.of();
        }
        progress.rollBack();
        SequencedMap<String, String> left =
                backend.removeStack(environment.stack()).left();
        if (left.isEmpty()) {
            // Also those that had no container yet.
            started.forEach(service -> progress.update(service.name(), Progress.Stage.ROLLED_BACK, ""));
        }
        return left.entrySet().stream()
                .map(entry ->
                        new Leftover(entry.getKey(), entry.getValue(), "ajj workspace forget " + environment.name()))
                .toList();
    }
}
