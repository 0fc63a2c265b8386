package dev.aether.ajj.lifecycle.view;

import dev.aether.ajj.lifecycle.view.ServiceView.Status;
import dev.aether.ajj.lifecycle.workspace.WorkspaceRef;
import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.model.workspace.WorkspaceEntry.ServiceEntry;
import dev.aether.ajj.spi.backend.Backend.ObservedService;
import dev.aether.ajj.spi.vcs.Vcs;
import dev.aether.ajj.spi.vcs.Vcs.VcsWorkspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Joins what jj, the registry and the engine know into views. */
public final class Views {

    private Views() {}

    /**
     * Returns a workspace whose services have just become ready.
     *
     * @param completed services that have ended with status 0
     */
    public static WorkspaceView added(WorkspaceEntry entry, Set<String> completed, String host) {
        List<ServiceView> services = new ArrayList<>();
        entry.services()
                .forEach((name, service) -> services.add(view(
                        name,
                        service,
                        service.containerId(),
                        completed.contains(name) ? Status.COMPLETED : Status.READY,
                        host)));
        return view(
                entry.name(), entry.root(), entry, Health.of(services), false, false, true, services, Optional.empty());
    }

    /**
     * Returns a workspace in its current state.
     *
     * @param jj empty when jj does not know it
     * @param observed its containers; empty when the engine does not answer
     */
    public static WorkspaceView now(
            WorkspaceEntry entry, Optional<VcsWorkspace> jj, Optional<List<ObservedService>> observed, String host) {
        Map<String, ObservedService> byService = observed.orElse(List.of()).stream()
                .collect(Collectors.toMap(ObservedService::service, Function.identity(), (first, _) -> first));
        List<ServiceView> services = new ArrayList<>();
        entry.services().forEach((name, service) -> {
            Optional<ObservedService> found = Optional.ofNullable(byService.get(name));
            String id = found.map(ObservedService::containerId).orElse("");
            Status status = observed.isEmpty() ? Status.UNKNOWN : status(found, service);
            services.add(view(name, service, id, status, host));
        });
        boolean abandoned = entry.isAbandoned();
        boolean down = entry.phase() == WorkspaceEntry.Phase.DOWN && byService.isEmpty();
        return view(
                jj.map(VcsWorkspace::name).orElse(entry.name()),
                new WorkspaceRef(entry.name(), jj, Optional.of(entry)).root().orElse(entry.root()),
                entry,
                down ? Health.STOPPED : health(entry.phase(), abandoned, services),
                abandoned,
                jj.map(VcsWorkspace::current).orElse(false),
                jj.isPresent(),
                down ? List.of() : services,
                jj.flatMap(VcsWorkspace::change));
    }

    private static Health health(WorkspaceEntry.Phase phase, boolean abandoned, List<ServiceView> services) {
        return switch (phase) {
            case READY, DOWN -> Health.of(services);
            case CREATING -> abandoned ? Health.FAILED : Health.CREATING;
            case REMOVING -> abandoned ? Health.FAILED : Health.REMOVING;
        };
    }

    /** Returns a workspace that jj knows and ajj has created nothing for. */
    public static WorkspaceView plain(VcsWorkspace jj) {
        return new WorkspaceView(
                jj.name(),
                jj.root(),
                Location.unknown(""),
                "",
                Health.NONE,
                jj.current(),
                true,
                false,
                Optional.empty(),
                false,
                List.of(),
                List.of(),
                Optional.empty(),
                jj.change());
    }

    private static WorkspaceView view(
            String name,
            Path root,
            WorkspaceEntry entry,
            Health health,
            boolean abandoned,
            boolean current,
            boolean known,
            List<ServiceView> services,
            Optional<Vcs.Change> change) {
        return new WorkspaceView(
                name,
                Optional.of(root),
                entry.location(),
                entry.namespace(),
                health,
                current,
                known,
                false,
                Optional.of(entry.phase()),
                abandoned,
                services,
                entry.envFiles(),
                Optional.of(entry.created()),
                change);
    }

    private static ServiceView view(String name, ServiceEntry service, String id, Status status, String host) {
        return new ServiceView(
                name, id, service.image(), status, host, service.ports(), service.connection(), Optional.empty());
    }

    private static Status status(Optional<ObservedService> found, ServiceEntry service) {
        if (found.isEmpty()) {
            return Status.MISSING;
        }
        ObservedService observed = found.get();
        return switch (observed.state()) {
            case RUNNING -> running(observed, service);
            case EXITED -> ended(observed.exitCode(), service);
            case CREATED, PAUSED -> Status.STOPPED;
            case RESTARTING, BROKEN -> Status.UNHEALTHY;
        };
    }

    private static Status running(ObservedService observed, ServiceEntry service) {
        if (!observed.healthy().orElse(true)) {
            return Status.UNHEALTHY;
        }
        return service.containerId().equals(observed.containerId()) ? Status.READY : Status.STARTING;
    }

    /** Exit codes 130, 137, 143 and 255 come from {@code docker stop} or a shutdown, not from a failure. */
    private static Status ended(int exitCode, ServiceEntry service) {
        return switch (exitCode) {
            case 0 -> service.ports().isEmpty() ? Status.COMPLETED : Status.STOPPED;
            case 130, 137, 143, 255 -> Status.STOPPED;
            default -> Status.EXITED;
        };
    }
}
