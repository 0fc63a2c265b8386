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
import java.util.concurrent.atomic.AtomicBoolean;
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
                new RepositoryOrphans(here, name -> isEnteredByNow(here, name), directories, entries, workspaces)
                        .find(resources, reservations)));
        if (everywhere) {
            found.addAll(ofGoneRepositories(repository.map(Repository::id), resources, reservations));
        }
        return found;
    }

    /** Ports are reserved under the registry's lock: when that can be had, their entry is there. */
    private boolean isEnteredByNow(Repository repository, String name) {
        AtomicBoolean found = new AtomicBoolean();
        registry.change(repository, name, existing -> {
            found.set(existing.isPresent());
            return existing;
        });
        return found.get();
    }

    /** @param here the id of the repository that ajj was called in: moved, it still has what it made at its old place */
    private List<Abandoned> ofGoneRepositories(
            Optional<String> here, List<Resource> resources, List<Reservation> reservations) {
        Set<Owner> owners = new TreeSet<>(Comparator.comparing(Owner::repositoryRoot)
                .thenComparing(Owner::repository)
                .thenComparing(Owner::workspace));
        resources.forEach(resource -> owners.add(ownerOf(resource)));
        reservations.forEach(reservation -> owners.add(reservation.owner()));
        return owners.stream()
                .filter(owner -> here.filter(owner.repository()::equals).isEmpty())
                .filter(owner -> directories.isGone(owner.repositoryRoot()))
                .map(owner -> ofGoneRepository(
                        owner,
                        resources.stream()
                                .filter(resource -> ownerOf(resource).equals(owner))
                                .toList(),
                        reservations.stream()
                                .filter(reservation -> reservation.owner().equals(owner))
                                .toList()))
                .toList();
    }

    private static Owner ownerOf(Resource resource) {
        Stack stack = resource.stack();
        return new Owner(stack.repository(), stack.workspace(), stack.repositoryRoot());
    }

    private static Abandoned ofGoneRepository(Owner owner, List<Resource> resources, List<Reservation> reservations) {
        String reason = "its repository is gone: " + owner.repositoryRoot();
        List<Orphan> orphans = Stream.concat(
                        resources.stream().map(resource -> Orphan.of(resource, owner.workspace(), reason)),
                        reservations.stream().map(reservation -> RepositoryOrphans.orphan(reservation, reason)))
                .toList();
        Set<Stack> stacks = resources.stream().map(Resource::stack).collect(Collectors.toSet());
        return new Abandoned(
                owner, Optional.empty(), Optional.empty(), owner.workspace(), Ending.NONE, false, stacks, orphans);
    }
}
