package dev.aether.ajj.lifecycle.cleanup;

import dev.aether.ajj.lifecycle.backend.StackBackends;
import dev.aether.ajj.lifecycle.cleanup.OrphanGroup.WorkspaceAction;
import dev.aether.ajj.lifecycle.recovery.RepositoryLocator;
import dev.aether.ajj.lifecycle.workspace.Checkouts;
import dev.aether.ajj.lifecycle.workspace.Records;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.model.workspace.WorkspaceId;
import dev.aether.ajj.spi.backend.Backend.Resource;
import dev.aether.ajj.spi.backend.Stack;
import dev.aether.ajj.spi.directory.Directories;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.state.PortLedger.Reservation;
import dev.aether.ajj.spi.state.WorkspaceRegistry;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Vcs;
import dev.aether.ajj.spi.vcs.Vcs.VcsWorkspace;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds orphans of a repository and of deleted repositories. Changes nothing. */
public final class OrphanSearch {
    private final Vcs vcs;
    private final WorkspaceRegistry registry;
    private final Directories directories;
    private final Progress progress;
    private final List<Located<Resource>> resources;
    private final List<Reservation> reservations;

    /**
     * Queries the engines.
     *
     * <p>The order of the queries matters: every command writes its entry before it creates resources. So whatever the
     * engine reports has an entry when the registry is read after the engine. In reverse order, a workspace that is
     * added between both would seem to have no entry. jj comes after the registry for the same reason: a ready entry
     * has its jj workspace.
     *
     * @param reached the reachable engines; entries and ports of other engines are kept
     * @param progress gets warnings about what is kept although it may be orphaned
     */
    public OrphanSearch(Checkouts checkouts, Records records, StackBackends.Reached reached, Progress progress) {
        this.vcs = checkouts.vcs();
        this.registry = records.registry();
        this.directories = checkouts.directories();
        this.progress = progress;
        this.resources = Located.resources(reached.backends());
        this.reservations = records.ledger().reservations().stream()
                .filter(reservation -> reached.includes(reservation.location()))
                .toList();
    }

    /** Returns all stacks on the engines. */
    List<Stack> stacks() {
        return resources.stream().map(located -> located.item().stack()).toList();
    }

    /** Finds the orphans of a repository. */
    public List<OrphanGroup> find(Repository repository) {
        List<WorkspaceEntry> entries = registry.entries(repository);
        List<VcsWorkspace> workspaces = vcs.workspaces(repository);
        List<MisnamedWorkspace> misnamed = MisnamedWorkspace.all(vcs, repository, entries, workspaces);
        misnamed.forEach(each -> progress.warn(each.message() + "; " + String.join("; ", each.hints())));
        return new RepositoryOrphans(
                        repository, name -> hasEntryNow(repository, name), directories, entries, workspaces)
                .find(resources, reservations).stream()
                        .filter(found -> misnamed.stream().noneMatch(each -> each.owns(found)))
                        .toList();
    }

    /** Whether the registry has an entry by now: ports are reserved under its lock, which this method waits for. */
    private boolean hasEntryNow(Repository repository, String name) {
        AtomicBoolean found = new AtomicBoolean();
        registry.change(repository, name, existing -> {
            found.set(existing.isPresent());
            return existing;
        });
        return found.get();
    }

    /**
     * Finds the orphans of repositories that no longer exist. A moved repository exists. One that this user has never
     * used is kept: another user, a container or another machine may have it, or the ledger that knew its new place was
     * lost.
     *
     * @param kept ids of repositories that exist, or whose services may be needed
     */
    List<OrphanGroup> ofGoneRepositories(Set<String> kept, RepositoryLocator locator) {
        Set<WorkspaceId> missing = missing(kept, locator);
        Set<String> unknown = stacks().stream()
                .filter(stack -> missing.contains(stack.id())
                        && locator.lastRoot(stack.repository()).isEmpty())
                .map(Stack::namespace)
                .collect(Collectors.toCollection(TreeSet::new));
        if (!unknown.isEmpty()) {
            progress.warn(
                    "resources of " + String.join(", ", unknown)
                            + " are kept: their repository is not where their labels say, and you have never used ajj in it. If they"
                            + " are yours and not needed, remove them with the engine's own commands: their names begin like this");
        }
        return missing.stream()
                .filter(owner -> locator.lastRoot(owner.repository())
                        .filter(directories::isGone)
                        .isPresent())
                .map(this::ofGoneRepository)
                .toList();
    }

    /** Returns the owners, sorted, whose repository is neither in its last known place nor elsewhere. */
    private Set<WorkspaceId> missing(Set<String> kept, RepositoryLocator locator) {
        List<Stack> stacks = stacks();
        return Stream.concat(
                        stacks.stream().map(Stack::id), reservations.stream().map(Reservation::owner))
                .distinct()
                .filter(owner -> !kept.contains(owner.repository()))
                .filter(owner -> directories.isGone(owner.repositoryRoot()))
                .filter(owner -> locator.findRoot(owner.repository(), stacks).isEmpty())
                .collect(Collectors.toCollection(() -> new TreeSet<>(Comparator.comparing(WorkspaceId::repositoryRoot)
                        .thenComparing(WorkspaceId::repository)
                        .thenComparing(WorkspaceId::workspace))));
    }

    private OrphanGroup ofGoneRepository(WorkspaceId owner) {
        String reason = "its repository is gone: " + owner.repositoryRoot();
        List<Located<Resource>> own = resources.stream()
                .filter(located -> located.item().stack().id().equals(owner))
                .toList();
        Stream<Reservation> ports =
                reservations.stream().filter(port -> port.owner().equals(owner));
        return new OrphanGroup(
                owner,
                Optional.empty(),
                Optional.empty(),
                owner.workspace(),
                WorkspaceAction.NONE,
                false,
                Located.stacks(own),
                Stream.concat(
                                own.stream().map(located -> Orphan.of(located.item(), owner.workspace(), reason)),
                                ports.map(port -> Orphan.of(port, reason)))
                        .toList());
    }
}
