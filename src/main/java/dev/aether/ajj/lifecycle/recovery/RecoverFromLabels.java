package dev.aether.ajj.lifecycle.recovery;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.lifecycle.backend.Backends;
import dev.aether.ajj.lifecycle.backend.StackBackends;
import dev.aether.ajj.lifecycle.workspace.WorkspaceRefs;
import dev.aether.ajj.model.config.AetherConfig;
import dev.aether.ajj.model.template.Injection;
import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.model.workspace.RealPath;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.model.workspace.WorkspaceEntry.Phase;
import dev.aether.ajj.model.workspace.WorkspaceEntry.ProcessOwner;
import dev.aether.ajj.model.workspace.WorkspaceEntry.ServiceEntry;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.backend.Backend.ObservedService;
import dev.aether.ajj.spi.backend.Backend.OwnedService;
import dev.aether.ajj.spi.backend.Stack;
import dev.aether.ajj.spi.config.ConfigSource;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.state.PortLedger.Reservation;
import dev.aether.ajj.spi.state.Recovery;
import dev.aether.ajj.spi.state.StateFiles;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Vcs;
import dev.aether.ajj.spi.vcs.Vcs.VcsWorkspace;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Restores entries and port reservations from labels of containers. */
public record RecoverFromLabels(Vcs vcs, Backends backends, ConfigSource configs, StateFiles files, Progress progress)
        implements Recovery {
    private static final String SOCKET = "unix://";

    @Override
    public List<WorkspaceEntry> entries(Repository repository, boolean complete) {
        SequencedMap<String, List<OwnedService>> byNamespace = new LinkedHashMap<>();
        Map<String, Location> locations = new HashMap<>();
        try (StackBackends open =
                backends.forStacks(repository, Optional.empty(), repository.workspaceRoot(), progress)) {
            List<Location> reserved = locations(repository.id()::equals);
            StackBackends.Reached reached = open.connectAll(reserved);
            if (complete && !reserved.stream().allMatch(reached::includes)) {
                throw new Failure(reached.problems(), null);
            }
            List<Backend> trusted = reached.backends().stream()
                    .filter(backend -> isUsers(backend, reserved))
                    .toList();
            for (Backend backend : trusted) {
                for (OwnedService service : backend.services()) {
                    String namespace = service.stack().namespace();
                    if (service.stack().repository().equals(repository.id())) {
                        byNamespace
                                .computeIfAbsent(namespace, _ -> new ArrayList<>())
                                .add(service);
                        locations.put(namespace, backend.location());
                    }
                }
            }
        }
        if (byNamespace.isEmpty()) {
            return List.of();
        }
        List<VcsWorkspace> workspaces = vcs.workspaces(repository);
        // Labels keep the original directory: of two stacks with the same one, the newer one is there now.
        SequencedMap<String, WorkspaceEntry> latest = new LinkedHashMap<>();
        byNamespace.forEach((namespace, services) -> entry(
                        repository, services, Objects.requireNonNull(locations.get(namespace)), workspaces)
                .ifPresent(entry -> latest.merge(
                        entry.name(), entry, (one, other) -> one.created().isAfter(other.created()) ? one : other)));
        return List.copyOf(latest.values());
    }

    /**
     * Whether the user has chosen the engine, or already has services on it. An engine that only aether.toml names
     * could pretend to hold services, and would then receive their secrets.
     */
    private boolean isUsers(Backend backend, List<Location> reserved) {
        return reserved.stream()
                        .anyMatch(location -> location.isKnown()
                                && (location.address().equals(backend.address())
                                        || location.isSame(backend.location())))
                || backends.configuredAddresses().stream()
                        .map(URI::toString)
                        .anyMatch(own -> real(own).equals(real(backend.address())));
    }

    private static String real(String address) {
        return address.startsWith(SOCKET) ? SOCKET + RealPath.of(Path.of(address.substring(SOCKET.length()))) : address;
    }

    @Override
    public boolean isKnown(Repository repository) {
        return !locations(repository.id()::equals).isEmpty();
    }

    /** Returns the locations of reserved ports, for repository ids; none if the ledger is unreadable. */
    private List<Location> locations(Predicate<String> repository) {
        return Failure.orEmpty(files::reservations).orElse(List.of()).stream()
                .filter(reservation -> repository.test(reservation.owner().repository()))
                .map(Reservation::location)
                .distinct()
                .toList();
    }

    /** Returns the entry of a stack; empty when jj knows no workspace with its directory or name. */
    private Optional<WorkspaceEntry> entry(
            Repository repository, List<OwnedService> services, Location location, List<VcsWorkspace> workspaces) {
        Stack stack = services.getFirst().stack();
        return workspace(stack.lastRoot(repository.mainRoot()), stack, workspaces)
                .map(workspace -> {
                    Path root = workspace.root().orElse(stack.root());
                    Optional<AetherConfig> config = config(root).or(() -> config(repository.mainRoot()));
                    return new WorkspaceEntry(
                            workspace.name(),
                            root,
                            stack.namespace(),
                            location,
                            Phase.READY,
                            entries(services),
                            config.map(AetherConfig::injections).orElse(List.of()).stream()
                                    .map(Injection::file)
                                    .toList(),
                            services.stream()
                                    .map(service -> service.observed().created())
                                    .min(Comparator.naturalOrder())
                                    .orElseThrow(),
                            ProcessOwner.restored(),
                            stack.declaredIn(),
                            workspace.directory());
                });
    }

    /**
     * Finds the workspace of a stack. A workspace with both its directory and its name wins, else one with the
     * labelled directory, else one with the name, which may belong to another workspace now.
     */
    private static Optional<VcsWorkspace> workspace(Path root, Stack stack, List<VcsWorkspace> workspaces) {
        List<VcsWorkspace> named = workspaces.stream()
                .filter(workspace -> workspace.name().equals(stack.workspace()))
                .toList();
        return Stream.of(named, workspaces)
                .flatMap(List::stream)
                .filter(workspace -> stack.isRootKnown() && WorkspaceRefs.hasRoot(workspace, root))
                .findFirst()
                .or(() -> named.stream().findFirst())
                .or(() -> workspaces.stream()
                        .filter(workspace -> WorkspaceRefs.hasRoot(workspace, root))
                        .findFirst());
    }

    private static SequencedMap<String, ServiceEntry> entries(List<OwnedService> services) {
        TreeMap<String, ServiceEntry> entries = new TreeMap<>();
        for (OwnedService service : services) {
            ObservedService observed = service.observed();
            entries.put(
                    observed.service(),
                    new ServiceEntry(observed.image(), observed.hostPorts(), observed.containerId(), ""));
        }
        return new LinkedHashMap<>(entries);
    }

    /** Returns the configuration if it is readable. Commands that use it report its faults. */
    private Optional<AetherConfig> config(Path root) {
        return Failure.orEmpty(() -> configs.load(Optional.empty(), root, root));
    }

    @Override
    public List<PinnedPort> ports() {
        try (StackBackends open = backends.forStacks(progress)) {
            return open.connectAll(locations(_ -> true)).backends().stream()
                    .flatMap(backend -> backend.services().stream().flatMap(service -> pinned(service, backend)))
                    .toList();
        }
    }

    private static Stream<PinnedPort> pinned(OwnedService service, Backend backend) {
        return service.observed().hostPorts().entrySet().stream()
                .map(port -> new PinnedPort(
                        service.stack().id(),
                        service.observed().service(),
                        port.getKey(),
                        port.getValue(),
                        backend.location()));
    }
}
