package dev.aether.ajj.lifecycle;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.AetherConfig;
import dev.aether.ajj.model.Injection;
import dev.aether.ajj.model.WorkspaceEntry;
import dev.aether.ajj.model.WorkspaceEntry.Phase;
import dev.aether.ajj.model.WorkspaceEntry.ProcessOwner;
import dev.aether.ajj.model.WorkspaceEntry.ServiceEntry;
import dev.aether.ajj.spi.Backend;
import dev.aether.ajj.spi.Backend.ObservedService;
import dev.aether.ajj.spi.Backend.OwnedService;
import dev.aether.ajj.spi.ConfigSource;
import dev.aether.ajj.spi.PortLedger.Owner;
import dev.aether.ajj.spi.Progress;
import dev.aether.ajj.spi.Recovery;
import dev.aether.ajj.spi.Repository;
import dev.aether.ajj.spi.Stack;
import dev.aether.ajj.spi.Vcs;
import dev.aether.ajj.spi.Vcs.VcsWorkspace;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/** Finds workspaces and ports again by the labels of their containers. */
@ApplicationScoped
public class RecoverFromLabels implements Recovery {
    private static final String DEFAULT_BACKEND = "docker";

    private final Vcs vcs;
    private final Backends backends;
    private final ConfigSource configs;
    private final Progress progress;

    public RecoverFromLabels(Vcs vcs, Backends backends, ConfigSource configs, Progress progress) {
        this.vcs = vcs;
        this.backends = backends;
        this.configs = configs;
        this.progress = progress;
    }

    @Override
    public List<WorkspaceEntry> entries(Repository repository) {
        SequencedMap<String, List<OwnedService>> byNamespace = new LinkedHashMap<>();
        for (OwnedService service : services(repository)) {
            if (service.stack().repository().equals(repository.id())) {
                byNamespace
                        .computeIfAbsent(service.stack().namespace(), _ -> new ArrayList<>())
                        .add(service);
            }
        }
        if (byNamespace.isEmpty()) {
            return List.of();
        }
        List<VcsWorkspace> workspaces = vcs.workspaces(repository);
        return byNamespace.values().stream()
                .flatMap(services -> entry(repository, services, workspaces).stream())
                .toList();
    }

    private List<OwnedService> services(Repository repository) {
        try (Backend backend = backends.openFor(repository, Optional.empty(), repository.workspaceRoot(), progress)) {
            return backend.services();
        }
    }

    /** Empty when jj does not know the workspace, by its directory or, when it was moved, by its name. */
    private Optional<WorkspaceEntry> entry(
            Repository repository, List<OwnedService> services, List<VcsWorkspace> workspaces) {
        Stack stack = services.getFirst().stack();
        return workspace(stack, workspaces).map(workspace -> {
            Path root = workspace.root().orElse(stack.root());
            Optional<AetherConfig> config = config(root).or(() -> config(repository.mainRoot()));
            return new WorkspaceEntry(
                    workspace.name(),
                    root,
                    stack.namespace(),
                    config.map(found -> found.backend().type()).orElse(DEFAULT_BACKEND),
                    Phase.READY,
                    entries(services),
                    config.map(AetherConfig::injections).orElse(List.of()).stream()
                            .map(Injection::file)
                            .toList(),
                    services.stream()
                            .map(service -> service.observed().created())
                            .min(Comparator.naturalOrder())
                            .orElseThrow(),
                    ProcessOwner.current(""));
        });
    }

    /** The directory comes first, where it is labelled: the name may have been given to another workspace since. */
    private static Optional<VcsWorkspace> workspace(Stack stack, List<VcsWorkspace> workspaces) {
        boolean labelled = !stack.root().equals(stack.repositoryRoot());
        return workspaces.stream()
                .filter(workspace -> labelled
                        && workspace.root().filter(stack.root()::equals).isPresent())
                .findFirst()
                .or(() -> workspaces.stream()
                        .filter(workspace -> workspace.name().equals(stack.workspace()))
                        .findFirst());
    }

    private static SequencedMap<String, ServiceEntry> entries(List<OwnedService> services) {
        TreeMap<String, ServiceEntry> entries = new TreeMap<>();
        for (OwnedService service : services) {
            ObservedService observed = service.observed();
            entries.put(
                    observed.service(),
                    new ServiceEntry(
                            observed.image(), observed.hostPorts(), observed.containerId(), "", observed.configHash()));
        }
        return new LinkedHashMap<>(entries);
    }

    /** What is read here need not be right: a mistake in it is told by the commands that work with it. */
    private Optional<AetherConfig> config(Path root) {
        try {
            return Optional.of(configs.load(Optional.empty(), root, root));
        } catch (Failure missingOrWrong) {
            return Optional.empty();
        }
    }

    @Override
    public List<PinnedPort> ports() {
        try (Backend backend = backends.openDefault(progress)) {
            return backend.services().stream()
                    .flatMap(service -> service.observed().hostPorts().entrySet().stream()
                            .map(port -> new PinnedPort(
                                    owner(service.stack()),
                                    service.observed().service(),
                                    port.getKey(),
                                    port.getValue())))
                    .toList();
        }
    }

    private static Owner owner(Stack stack) {
        return new Owner(stack.repository(), stack.workspace(), stack.repositoryRoot());
    }
}
