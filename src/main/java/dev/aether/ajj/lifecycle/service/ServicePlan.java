package dev.aether.ajj.lifecycle.service;

import dev.aether.ajj.lifecycle.environment.ConfigHash;
import dev.aether.ajj.lifecycle.environment.Environment;
import dev.aether.ajj.lifecycle.inject.Rendering;
import dev.aether.ajj.lifecycle.view.Change;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.service.VolumeSpec;
import dev.aether.ajj.model.workspace.PathTrail;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.spi.backend.Backend.ObservedService;
import dev.aether.ajj.spi.backend.Backend.State;
import dev.aether.ajj.spi.machine.Probe;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The planned change of a declared service.
 *
 * @param container its current one; empty without one
 * @param reason why it is recreated; otherwise empty
 */
public record ServicePlan(ServiceSpec service, Change change, Optional<ObservedService> container, String reason) {
    static final String OTHER_FILES = "a path that it mounts has changed";

    private static final String OTHER_DECLARATION = "its declaration has changed";
    private static final String REBUILT = "its image is rebuilt";

    /** Plans from the container and the previous entry. */
    static ServicePlan of(
            ServiceSpec service,
            Optional<ObservedService> container,
            Environment environment,
            Rendering rendering,
            Optional<WorkspaceEntry> before) {
        if (container.isEmpty()) {
            return ofNew(service);
        }
        String reason = rendering
                .renderedIfKnown(service)
                .map(filled -> mismatch(filled, container.get(), environment, before))
                .orElse("a host port that its env or command names has changed");
        Change change = reason.isEmpty() ? byState(service, container.get()) : Change.RECREATED;
        return new ServicePlan(service, change, container, reason);
    }

    static ServicePlan ofNew(ServiceSpec service) {
        return new ServicePlan(service, Change.CREATED, Optional.empty(), "");
    }

    private static String mismatch(
            ServiceSpec service, ObservedService container, Environment environment, Optional<WorkspaceEntry> before) {
        if (!ConfigHash.matches(container.configHash(), service, environment.root())) {
            boolean moved = before.map(entry -> ConfigHash.matches(container.configHash(), service, entry.root()))
                    .orElse(false);
            return moved ? "the workspace has moved" : OTHER_DECLARATION;
        }
        if (environment.states().of(service).ports().size() != service.ports().size()) {
            return "its host ports are unknown";
        }
        if (!container.connected()) {
            return "its network was removed";
        }
        if (container.state() == State.BROKEN) {
            return "the engine can no longer use its container";
        }
        return byState(service, container) == Change.STARTED
                        && !mountsCheckedFiles(service, container, environment.root())
                ? OTHER_FILES
                : "";
    }

    /** Whether the container has another declaration. */
    boolean isOtherDeclaration() {
        return reason.equals(OTHER_DECLARATION);
    }

    /** Whether the container, if restarted, mounts the files that were checked now: the engine keeps old paths. */
    boolean mountsCheckedFiles(Path root) {
        return container.map(found -> mountsCheckedFiles(service, found, root)).orElse(true);
    }

    private static boolean mountsCheckedFiles(ServiceSpec service, ObservedService container, Path root) {
        return service.volumes().stream()
                .filter(VolumeSpec.Bind.class::isInstance)
                .map(VolumeSpec.Bind.class::cast)
                .allMatch(bind -> Optional.ofNullable(container
                                .files()
                                .get(Path.of(bind.target()).normalize().toString()))
                        .filter(mount -> mount.source()
                                .equals(PathTrail.end(bind.path(root)).toString()))
                        .isPresent());
    }

    private static Change byState(ServiceSpec service, ObservedService container) {
        return switch (container.state()) {
            case RUNNING, RESTARTING -> Change.UNCHANGED;
            case EXITED -> container.exitCode() == 0 && service.ports().isEmpty() ? Change.UNCHANGED : Change.STARTED;
            case CREATED, PAUSED, BROKEN -> Change.STARTED;
        };
    }

    ServicePlan rebuilt() {
        return container.isEmpty() || change == Change.RECREATED
                ? this
                : new ServicePlan(service, Change.RECREATED, container, REBUILT);
    }

    /** Whether the container does not match today's declaration. */
    boolean isOutdated() {
        return change == Change.RECREATED && !reason.equals(REBUILT);
    }

    public boolean isUnchanged() {
        return change == Change.UNCHANGED;
    }

    /**
     * Whether there is nothing to wait for: it is a completed job, or was ready, runs, is healthy and answers at the
     * host.
     */
    public boolean isReady(Environment environment, Probe probe, String host) {
        return isDone()
                || (environment.states().wasReady(service)
                        && runsWell()
                        && !environment.mustComplete(service)
                        && new NetworkChecks(
                                        probe,
                                        host,
                                        service,
                                        environment.states().of(service).ports())
                                .all()
                                .isEmpty());
    }

    /** Whether the engine reports that it runs and is healthy. */
    private boolean runsWell() {
        return container
                .filter(found -> found.state() == State.RUNNING)
                .flatMap(found -> found.healthy().or(() -> Optional.of(true)))
                .orElse(false);
    }

    /** Whether it is a completed job, which is not run again. */
    boolean isDone() {
        return isUnchanged()
                && container.map(found -> found.state() == State.EXITED).orElse(false);
    }
}
