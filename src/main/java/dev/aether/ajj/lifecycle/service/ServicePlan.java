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
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a declared service needs.
 *
 * @param container the one that it has; empty when it has none
 * @param reason why it is recreated; else empty
 */
public record ServicePlan(ServiceSpec service, Change change, Optional<ObservedService> container, String reason) {
    /** Why one is recreated whose mounts are other files now. */
    static final String OTHER_FILES = "a path that it mounts leads elsewhere now";

    private static final String OTHER_DECLARATION = "its declaration has changed";
    private static final String BUILT_AGAIN = "its image is built again";

    /** By what the engine has, and what the registry had before. */
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
                .filledIfKnown(service)
                .map(filled -> mismatch(filled, container.get(), environment, before))
                .orElse("a host port that its env or command names has changed");
        Change change = reason.isEmpty() ? byState(service, container.get()) : Change.RECREATED;
        return new ServicePlan(service, change, container, reason);
    }

    /** A service that has no container. */
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
        if (environment.ports(service).size() != service.ports().size()) {
            return "its host ports are unknown";
        }
        if (!container.connected()) {
            return "its network was removed";
        }
        if (container.state() == State.BROKEN) {
            return "the engine cannot use its container any more";
        }
        return byState(service, container) == Change.STARTED && !mountsToday(service, container, environment.root())
                ? OTHER_FILES
                : "";
    }

    /** Whether the container is of another declaration. */
    boolean isOtherDeclaration() {
        return reason.equals(OTHER_DECLARATION);
    }

    /** Whether its container, if started again, gets the files that are checked now: the engine keeps the paths of then. */
    boolean mountsToday(Path root) {
        return container.map(found -> mountsToday(service, found, root)).orElse(true);
    }

    private static boolean mountsToday(ServiceSpec service, ObservedService container, Path root) {
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

    /** The same, with an image that is built again. */
    ServicePlan builtAgain() {
        return container.isEmpty() || change == Change.RECREATED
                ? this
                : new ServicePlan(service, Change.RECREATED, container, BUILT_AGAIN);
    }

    /** Whether its container was made by another declaration than today's. */
    boolean isOutdated() {
        return change == Change.RECREATED && !reason.equals(BUILT_AGAIN);
    }

    public boolean isUnchanged() {
        return change == Change.UNCHANGED;
    }

    /** Whether the engine says that it runs and is well. */
    public boolean runsWell() {
        return container
                .filter(found -> found.state() == State.RUNNING)
                .flatMap(found -> found.healthy().or(() -> Optional.of(true)))
                .orElse(false);
    }

    /** Whether its work is done: a job that ended well is not run again. */
    public boolean isDone() {
        return isUnchanged()
                && container.map(found -> found.state() == State.EXITED).orElse(false);
    }
}
