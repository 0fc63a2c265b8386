package dev.aether.ajj.lifecycle.cleanup;

import dev.aether.ajj.lifecycle.cleanup.OrphanGroup.WorkspaceAction;
import dev.aether.ajj.lifecycle.recovery.RepositoryLocator;
import dev.aether.ajj.model.workspace.WorkspaceId;
import dev.aether.ajj.spi.backend.Backend.Resource;
import dev.aether.ajj.spi.backend.Stack;
import dev.aether.ajj.spi.directory.Directories;
import dev.aether.ajj.spi.state.PortLedger.Reservation;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds orphans of repositories that no longer exist. A moved repository exists. */
final class GoneRepositories {
    private final RepositoryLocator locator;
    private final Directories directories;

    GoneRepositories(RepositoryLocator locator, Directories directories) {
        this.locator = locator;
        this.directories = directories;
    }

    /**
     * Returns the orphans.
     *
     * @param kept ids of repositories that exist, or whose services may be needed
     */
    List<OrphanGroup> find(Set<String> kept, List<Located<Resource>> resources, List<Reservation> reservations) {
        return missing(kept, resources, reservations).stream()
                .filter(owner -> locator.lastRoot(owner.repository())
                        .filter(directories::isGone)
                        .isPresent())
                .map(owner -> group(
                        owner,
                        resources.stream()
                                .filter(located -> ownerOf(located).equals(owner))
                                .toList(),
                        reservations.stream()
                                .filter(reservation -> reservation.owner().equals(owner))
                                .toList()))
                .toList();
    }

    /**
     * Returns the namespaces of repositories that are missing and that this user has never used. Another user, a
     * container or another machine may have them, or the ledger that knew their new place was lost.
     *
     * @param kept as for {@link #find}
     * @return sorted
     */
    SortedSet<String> unknown(Set<String> kept, List<Located<Resource>> resources) {
        Set<String> repositories = missing(kept, resources, List.of()).stream()
                .map(WorkspaceId::repository)
                .filter(id -> locator.lastRoot(id).isEmpty())
                .collect(Collectors.toSet());
        return resources.stream()
                .map(located -> located.item().stack())
                .filter(stack -> repositories.contains(stack.repository()))
                .map(Stack::namespace)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private List<WorkspaceId> missing(
            Set<String> kept, List<Located<Resource>> resources, List<Reservation> reservations) {
        Set<WorkspaceId> owners = new TreeSet<>(Comparator.comparing(WorkspaceId::repositoryRoot)
                .thenComparing(WorkspaceId::repository)
                .thenComparing(WorkspaceId::workspace));
        resources.forEach(located -> owners.add(ownerOf(located)));
        reservations.forEach(reservation -> owners.add(reservation.owner()));
        List<Stack> stacks =
                resources.stream().map(located -> located.item().stack()).toList();
        return owners.stream()
                .filter(owner -> !kept.contains(owner.repository()))
                .filter(owner -> directories.isGone(owner.repositoryRoot()))
                .filter(owner -> locator.findRoot(owner.repository(), stacks).isEmpty())
                .toList();
    }

    private static WorkspaceId ownerOf(Located<Resource> located) {
        return located.item().stack().id();
    }

    private static OrphanGroup group(
            WorkspaceId owner, List<Located<Resource>> resources, List<Reservation> reservations) {
        String reason = "its repository is gone: " + owner.repositoryRoot();
        List<Orphan> orphans = Stream.concat(
                        resources.stream().map(located -> Orphan.of(located.item(), owner.workspace(), reason)),
                        reservations.stream().map(reservation -> RepositoryOrphans.orphan(reservation, reason)))
                .toList();
        return new OrphanGroup(
                owner,
                Optional.empty(),
                Optional.empty(),
                owner.workspace(),
                WorkspaceAction.NONE,
                false,
                Located.stacks(resources),
                orphans);
    }
}
