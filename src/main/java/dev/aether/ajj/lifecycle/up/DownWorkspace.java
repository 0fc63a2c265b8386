package dev.aether.ajj.lifecycle.up;

import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.lifecycle.backend.Backends;
import dev.aether.ajj.lifecycle.backend.StackBackends;
import dev.aether.ajj.lifecycle.backend.StackRemoval;
import dev.aether.ajj.lifecycle.inject.InjectedFiles;
import dev.aether.ajj.lifecycle.view.Views;
import dev.aether.ajj.lifecycle.view.WorkspaceView;
import dev.aether.ajj.lifecycle.workspace.Checkouts;
import dev.aether.ajj.lifecycle.workspace.Records;
import dev.aether.ajj.lifecycle.workspace.RenameFollower;
import dev.aether.ajj.lifecycle.workspace.WorkspaceLock;
import dev.aether.ajj.lifecycle.workspace.WorkspaceProgress;
import dev.aether.ajj.lifecycle.workspace.WorkspaceRef;
import dev.aether.ajj.lifecycle.workspace.WorkspaceRefs;
import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.model.workspace.WorkspaceEntry.Phase;
import dev.aether.ajj.model.workspace.WorkspaceId;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.backend.Stack;
import dev.aether.ajj.spi.directory.Injector;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.state.PortLedger;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Vcs;
import dev.aether.ajj.spi.vcs.Vcs.VcsWorkspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * {@code ajj down}: removes the current workspace's containers and network, and withdraws its injected files. Its
 * entry keeps the host ports that ajj chose, and its named volumes stay unless requested otherwise. {@code ajj up}
 * restores the rest.
 *
 * <p>It may be killed at any point and run again: the phase DOWN is recorded first.
 */
public class DownWorkspace {
    private final Vcs vcs;
    private final Injector injector;
    private final Records records;
    private final Backends backends;

    public DownWorkspace(Checkouts checkouts, Records records, Backends backends) {
        this.vcs = checkouts.vcs();
        this.injector = checkouts.injector();
        this.records = records;
        this.backends = backends;
    }

    /**
     * Removes the services.
     *
     * @throws Failure before anything is changed: {@code NOT_IN_WORKSPACE}, {@code BACKEND_UNAVAILABLE}, ...
     */
    public DownResult down(DownRequest request, Progress shown) {
        Repository repository = vcs.locate(request.directory());
        Progress progress = new WorkspaceProgress(shown);
        try (StackBackends open = backends.forStacks(repository, request.config(), request.directory(), progress)) {
            List<WorkspaceEntry> entries = records.registry().entries(repository);
            open.beginConnecting(entries.stream()
                    .filter(entry -> entry.root().equals(repository.workspaceRoot()))
                    .map(WorkspaceEntry::location)
                    .toList());
            List<VcsWorkspace> jj = vcs.workspaces(repository);
            WorkspaceRef named = WorkspaceRefs.current(vcs, repository, jj, entries);
            RenameFollower renames = new RenameFollower(records, repository, request.deadline(), progress);
            boolean followed = renames.follow(named);
            boolean _ = named.entry().isEmpty() && renames.followHolder(named.name(), jj);
            String name = followed ? named.name() : named.entryName();
            StackRemoval removal = new StackRemoval(open, request.abandon(), progress);
            removal.check(List.of(named));
            return new WorkspaceLock(records.registry(), repository, request.deadline(), progress)
                    .holding(List.of(name), () -> {
                        WorkspaceRef target = WorkspaceRefs.current(
                                vcs, repository, jj, records.registry().entries(repository));
                        return takeDown(repository, target, removal, request.volumes());
                    });
        }
    }

    private DownResult takeDown(Repository repository, WorkspaceRef target, StackRemoval stacks, boolean volumes) {
        List<Problem> problems = new ArrayList<>();
        Path root = repository.workspaceRoot();
        change(
                repository,
                target,
                entry -> entry.withPhase(Phase.DOWN).withDirectory(root, vcs.directoryIdentity(root)));
        List<String> files = target.entry().map(WorkspaceEntry::envFiles).orElse(List.of());
        List<String> kept = InjectedFiles.withdraw(injector, root, files, problems);
        Stack stack = stacks.stack(repository, target, root, records.registry().entries(repository));
        Backend.Removal removal = stacks.remove(target, stack, !volumes);
        removal.left().forEach((what, reason) -> problems.add(notRemoved(what, reason, volumes)));
        boolean isFree = problems.isEmpty() && (volumes || stacks.isAbandoned(target));
        Set<Integer> fixed = removal.left().isEmpty() ? fixedPorts(repository, target) : Set.of();
        change(repository, target, entry -> {
            WorkspaceEntry down =
                    (removal.left().isEmpty() ? withoutContainers(entry, fixed) : entry).withEnvFiles(kept);
            // Nothing is left: the next `ajj up` may choose another engine.
            return isFree ? down.withLocation(Location.unknown(entry.backend())) : down;
        });
        if (!fixed.isEmpty()) {
            records.ledger()
                    .releaseOthers(repository.workspace(target.entryName()), portsOf(repository, target.entryName()));
        }
        return new DownResult(
                view(repository, target, stacks),
                removal.containers(),
                volumes && !stacks.isAbandoned(target) ? OptionalInt.of(removal.volumes()) : OptionalInt.empty(),
                problems);
    }

    private void change(Repository repository, WorkspaceRef target, UnaryOperator<WorkspaceEntry> change) {
        if (target.entry().isPresent()) {
            records.registry().change(repository, target.entryName(), entry -> entry.map(change));
        }
    }

    private static Problem notRemoved(String what, String reason, boolean volumes) {
        String again = volumes ? "ajj down --volumes" : "ajj down";
        return BackendProblem.DeprovisionFailed.left(what, reason, again);
    }

    /** Returns fixed host ports, which are released for other workspaces; {@code ajj up} reserves them again. */
    private Set<Integer> fixedPorts(Repository repository, WorkspaceRef target) {
        WorkspaceId owner = repository.workspace(target.entryName());
        return records.ledger().reservations().stream()
                .filter(reservation ->
                        reservation.fixed() && reservation.owner().equals(owner))
                .map(PortLedger.Reservation::hostPort)
                .collect(Collectors.toSet());
    }

    private Set<Integer> portsOf(Repository repository, String name) {
        return records.registry().find(repository, name).stream()
                .flatMap(entry -> entry.services().values().stream())
                .flatMap(service -> service.ports().values().stream())
                .collect(Collectors.toSet());
    }

    private static WorkspaceEntry withoutContainers(WorkspaceEntry entry, Set<Integer> released) {
        SequencedMap<String, WorkspaceEntry.ServiceEntry> services = new LinkedHashMap<>();
        entry.services().forEach((name, service) -> {
            SequencedMap<String, Integer> kept = new LinkedHashMap<>(service.ports());
            kept.values().removeAll(released);
            services.put(name, service.withContainer("").withPorts(kept));
        });
        return entry.withServices(services);
    }

    private WorkspaceView view(Repository repository, WorkspaceRef target, StackRemoval stacks) {
        Optional<WorkspaceEntry> entry = records.registry().find(repository, target.entryName());
        if (entry.isEmpty()) {
            return target.jj().map(Views::plain).orElseThrow();
        }
        if (stacks.isAbandoned(target)) {
            return Views.now(entry.get(), target.jj(), Optional.of(List.of()), "");
        }
        Backend backend = stacks.backend(target);
        List<Backend.ObservedService> left =
                backend.observe(repository.id()).getOrDefault(entry.get().namespace(), List.of());
        return Views.now(entry.get(), target.jj(), Optional.of(left), backend.host());
    }
}
