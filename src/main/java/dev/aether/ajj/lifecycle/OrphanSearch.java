package dev.aether.ajj.lifecycle;

import dev.aether.ajj.lifecycle.Abandoned.Ending;
import dev.aether.ajj.model.WorkspaceEntry;
import dev.aether.ajj.spi.Backend;
import dev.aether.ajj.spi.Backend.Resource;
import dev.aether.ajj.spi.Directories;
import dev.aether.ajj.spi.PortLedger;
import dev.aether.ajj.spi.PortLedger.Owner;
import dev.aether.ajj.spi.PortLedger.Reservation;
import dev.aether.ajj.spi.Repository;
import dev.aether.ajj.spi.Stack;
import dev.aether.ajj.spi.Vcs;
import dev.aether.ajj.spi.Vcs.VcsWorkspace;
import dev.aether.ajj.spi.WorkspaceRegistry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds what belongs to nobody: in one repository, and of repositories that are gone. Changes nothing. */
final class OrphanSearch {
    private final Vcs vcs;
    private final WorkspaceRegistry registry;
    private final PortLedger ledger;
    private final Directories directories;

    OrphanSearch(Vcs vcs, WorkspaceRegistry registry, PortLedger ledger, Directories directories) {
        this.vcs = vcs;
        this.registry = registry;
        this.ledger = ledger;
        this.directories = directories;
    }

    /**
     * Looks at everything once, in an order in which nothing that is being made can look like an orphan.
     *
     * <p>Whoever makes something writes its entry first and makes it then: so what the engine has now is in the registry
     * when that is read after the engine. The other way round, a workspace added between the two readings would be seen
     * without its entry. For the same reason jj is asked after the registry: an entry that is ready has its jj workspace.
     *
     * @param repository the one that ajj was called in; empty: none
     * @param everywhere whether repositories that are gone are searched for too
     */
    List<Abandoned> find(Optional<Repository> repository, Backend backend, boolean everywhere) {
        List<Resource> resources = backend.resources();
        List<Reservation> reservations = ledger.reservations();
        List<WorkspaceEntry> entries = repository.map(registry::entries).orElse(List.of());
        List<VcsWorkspace> workspaces = repository.map(vcs::workspaces).orElse(List.of());
        List<Abandoned> found = new ArrayList<>();
        repository.ifPresent(here -> found.addAll(
                new RepositoryOrphans(here, registry, directories, entries, workspaces).find(resources, reservations)));
        if (everywhere) {
            found.addAll(ofGoneRepositories(resources, reservations, entries));
        }
        return found;
    }

    private List<Abandoned> ofGoneRepositories(
            List<Resource> resources, List<Reservation> reservations, List<WorkspaceEntry> entries) {
        Set<Owner> owners = new TreeSet<>(Comparator.comparing(Owner::repositoryRoot)
                .thenComparing(Owner::repository)
                .thenComparing(Owner::workspace));
        resources.forEach(resource -> owners.add(ownerOf(resource)));
        reservations.forEach(reservation -> owners.add(reservation.owner()));
        return owners.stream()
                .filter(owner -> directories.isGone(owner.repositoryRoot()))
                .map(owner -> ofGoneRepository(
                        owner,
                        resources.stream()
                                .filter(resource -> ownerOf(resource).equals(owner))
                                .toList(),
                        reservations.stream()
                                .filter(reservation -> reservation.owner().equals(owner))
                                .toList(),
                        entries))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Owner ownerOf(Resource resource) {
        Stack stack = resource.stack();
        return new Owner(stack.repository(), stack.workspace(), stack.repositoryRoot());
    }

    private static Optional<Abandoned> ofGoneRepository(
            Owner owner, List<Resource> resources, List<Reservation> reservations, List<WorkspaceEntry> entries) {
        if (wasMovedHere(resources, reservations, entries)) {
            return Optional.empty();
        }
        String reason = "its repository is gone: " + owner.repositoryRoot();
        List<Orphan> orphans = Stream.concat(
                        resources.stream().map(resource -> Orphan.of(resource, owner.workspace(), reason)),
                        reservations.stream().map(reservation -> RepositoryOrphans.orphan(reservation, reason)))
                .toList();
        Set<Stack> stacks = resources.stream().map(Resource::stack).collect(Collectors.toSet());
        return Optional.of(
                new Abandoned(owner, Optional.empty(), Optional.empty(), Ending.NONE, false, stacks, orphans));
    }

    /** A repository that was moved has another id since, and its registry still names what it made at the old place. */
    private static boolean wasMovedHere(
            List<Resource> resources, List<Reservation> reservations, List<WorkspaceEntry> entries) {
        return entries.stream()
                .anyMatch(entry -> resources.stream()
                                .anyMatch(
                                        resource -> resource.stack().namespace().equals(entry.namespace()))
                        || reservations.stream().anyMatch(reservation -> holds(entry, reservation)));
    }

    private static boolean holds(WorkspaceEntry entry, Reservation reservation) {
        return entry.services().values().stream()
                .anyMatch(service -> service.ports().containsValue(reservation.hostPort()));
    }
}
