package dev.aether.ajj.lifecycle.recovery;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.workspace.WorkspaceId;
import dev.aether.ajj.spi.backend.Stack;
import dev.aether.ajj.spi.state.PortLedger.Reservation;
import dev.aether.ajj.spi.state.RepositoryRoots;
import dev.aether.ajj.spi.state.StateFiles;
import dev.aether.ajj.spi.vcs.Identities;
import dev.aether.ajj.spi.vcs.Identities.Former;
import dev.aether.ajj.spi.vcs.Repository;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the repository to which labels and reservations belong: wherever it is now, or under another id, if it was
 * restored from a backup or moved to another file system. A copy has no former stacks: the original still uses them.
 */
public record RepositoryLocator(Identities identities, RepositoryRoots roots, StateFiles files) {
    /** Returns the last known root of a repository; it may have another id by now. */
    public Optional<Path> lastRoot(String repository) {
        return roots.find(repository);
    }

    /**
     * Returns the current root of a repository; empty when it is not found.
     *
     * @param stacks whose labels name former places of the repository and its workspaces
     */
    public Optional<Path> findRoot(String repository, Collection<Stack> stacks) {
        Stream<Path> labelled = stacks.stream()
                .filter(stack -> stack.repository().equals(repository))
                .flatMap(stack -> Stream.of(stack.repositoryRoot(), stack.root()));
        return Stream.concat(roots.find(repository).stream(), labelled)
                .distinct()
                .filter(root ->
                        identities.identify(root).filter(repository::equals).isPresent())
                .findFirst();
    }

    /** Returns the former ids whose stacks the repository can take over, the latest first. */
    public List<Former> adoptable(Repository repository, Collection<Stack> stacks) {
        Map<String, Former> candidates = new LinkedHashMap<>();
        identities.former(repository).forEach(former -> candidates.put(former.id(), former));
        stacks.stream()
                .filter(stack -> stack.repositoryRoot().equals(repository.mainRoot())
                        || wasIn(stack.repository(), repository.mainRoot()))
                .forEach(stack -> candidates.putIfAbsent(
                        stack.repository(), new Former(stack.repository(), stack.repositoryRoot())));
        return candidates.values().stream()
                .filter(former -> !former.id().equals(repository.id()))
                .filter(former ->
                        stacks.stream().anyMatch(stack -> stack.repository().equals(former.id())))
                .filter(former -> findRoot(former.id(), stacks).isEmpty())
                .toList();
    }

    /** Returns workspaces of former ids with reserved ports; none if the ledger is unreadable. Queries no engine. */
    public SortedSet<String> reserved(Repository repository) {
        return Failure.orEmpty(files::reservations).orElse(List.of()).stream()
                .map(Reservation::owner)
                .filter(owner -> owner.repositoryRoot().equals(repository.mainRoot())
                        && !owner.repository().equals(repository.id()))
                .filter(owner -> findRoot(owner.repository(), List.of()).isEmpty())
                .map(WorkspaceId::workspace)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Whether the user has had this repository here under the former id. Labels are no proof: another user or a
     * container may have a repository at the same path, and one that was here may have been moved.
     */
    boolean isKnown(Repository repository, Former former) {
        return wasIn(former.id(), repository.mainRoot())
                || identities.former(repository).stream().map(Former::id).anyMatch(former.id()::equals);
    }

    private boolean wasIn(String id, Path root) {
        return lastRoot(id).filter(root::equals).isPresent();
    }

    void adopt(Repository repository, Former former) {
        identities.adopt(repository, former.id());
    }
}
