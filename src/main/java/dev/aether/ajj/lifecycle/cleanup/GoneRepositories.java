package dev.aether.ajj.lifecycle.cleanup;

import dev.aether.ajj.lifecycle.cleanup.OrphanGroup.Ending;
import dev.aether.ajj.lifecycle.recovery.Claims;
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

/** What is left of repositories that no longer exist. One that was moved exists, wherever it is. */
final class GoneRepositories {
    private final Claims claims;
    private final Directories directories;

    GoneRepositories(Claims claims, Directories directories) {
        this.claims = claims;
        this.directories = directories;
    }

    /** @param kept ids of repositories that exist, or whose services may be wanted */
    List<OrphanGroup> find(Set<String> kept, List<Held<Resource>> resources, List<Reservation> reservations) {
        return missing(kept, resources, reservations).stream()
                .filter(owner -> claims.lastRoot(owner.repository())
                        .filter(directories::isGone)
                        .isPresent())
                .map(owner -> abandoned(
                        owner,
                        resources.stream()
                                .filter(held -> ownerOf(held).equals(owner))
                                .toList(),
                        reservations.stream()
                                .filter(reservation -> reservation.owner().equals(owner))
                                .toList()))
                .toList();
    }

    /**
     * Whose repositories are not where labels say, and were never seen by this user: they may be where others see them, in a container or on
     * another machine, or the ledger that knew where they were moved was lost.
     *
     * @param kept as for {@link #find}
     * @return namespaces, sorted
     */
    SortedSet<String> unknown(Set<String> kept, List<Held<Resource>> resources) {
        Set<String> repositories = missing(kept, resources, List.of()).stream()
                .map(WorkspaceId::repository)
                .filter(id -> claims.lastRoot(id).isEmpty())
                .collect(Collectors.toSet());
        return resources.stream()
                .map(held -> held.what().stack())
                .filter(stack -> repositories.contains(stack.repository()))
                .map(Stack::namespace)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private List<WorkspaceId> missing(
            Set<String> kept, List<Held<Resource>> resources, List<Reservation> reservations) {
        Set<WorkspaceId> owners = new TreeSet<>(Comparator.comparing(WorkspaceId::repositoryRoot)
                .thenComparing(WorkspaceId::repository)
                .thenComparing(WorkspaceId::workspace));
        resources.forEach(held -> owners.add(ownerOf(held)));
        reservations.forEach(reservation -> owners.add(reservation.owner()));
        List<Stack> stacks = resources.stream().map(held -> held.what().stack()).toList();
        return owners.stream()
                .filter(owner -> !kept.contains(owner.repository()))
                .filter(owner -> directories.isGone(owner.repositoryRoot()))
                .filter(owner -> claims.findRoot(owner.repository(), stacks).isEmpty())
                .toList();
    }

    private static WorkspaceId ownerOf(Held<Resource> held) {
        return held.what().stack().id();
    }

    private static OrphanGroup abandoned(
            WorkspaceId owner, List<Held<Resource>> resources, List<Reservation> reservations) {
        String reason = "its repository is gone: " + owner.repositoryRoot();
        List<Orphan> orphans = Stream.concat(
                        resources.stream().map(held -> Orphan.of(held.what(), owner.workspace(), reason)),
                        reservations.stream().map(reservation -> RepositoryOrphans.orphan(reservation, reason)))
                .toList();
        return new OrphanGroup(
                owner,
                Optional.empty(),
                Optional.empty(),
                owner.workspace(),
                Ending.NONE,
                false,
                Held.stacks(resources),
                orphans);
    }
}
