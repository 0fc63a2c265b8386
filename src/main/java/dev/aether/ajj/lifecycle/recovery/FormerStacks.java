package dev.aether.ajj.lifecycle.recovery;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.workspace.WorkspaceId;
import dev.aether.ajj.spi.backend.Stack;
import dev.aether.ajj.spi.state.PortLedger.Reservation;
import dev.aether.ajj.spi.state.StateFiles;
import dev.aether.ajj.spi.vcs.Identities;
import dev.aether.ajj.spi.vcs.Identities.Former;
import dev.aether.ajj.spi.vcs.Repository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Stacks that a repository had under a former id: before it was restored from a backup or moved to another file
 * system. A copy has none, because the original still uses them.
 */
@ApplicationScoped
public class FormerStacks {
    private final Identities identities;
    private final RepositoryLocator locator;
    private final StateFiles files;

    public FormerStacks(Identities identities, RepositoryLocator locator, StateFiles files) {
        this.identities = identities;
        this.locator = locator;
        this.files = files;
    }

    /** Returns the former ids whose stacks the repository can take over, the latest first. */
    public List<Former> adoptable(Repository repository, Collection<Stack> stacks) {
        Map<String, Former> candidates = new LinkedHashMap<>();
        identities.former(repository).forEach(former -> candidates.put(former.id(), former));
        stacks.stream()
                .filter(stack -> stack.repositoryRoot().equals(repository.mainRoot())
                        || locator.lastRoot(stack.repository())
                                .filter(repository.mainRoot()::equals)
                                .isPresent())
                .forEach(stack -> candidates.putIfAbsent(
                        stack.repository(), new Former(stack.repository(), stack.repositoryRoot())));
        return candidates.values().stream()
                .filter(former -> !former.id().equals(repository.id()))
                .filter(former ->
                        stacks.stream().anyMatch(stack -> stack.repository().equals(former.id())))
                .filter(former -> locator.findRoot(former.id(), stacks).isEmpty())
                .toList();
    }

    /** Returns workspaces of former ids with reserved ports; none if the ledger is unreadable. Queries no engine. */
    public SortedSet<String> reserved(Repository repository) {
        return reservations().stream()
                .map(Reservation::owner)
                .filter(owner -> owner.repositoryRoot().equals(repository.mainRoot())
                        && !owner.repository().equals(repository.id()))
                .filter(owner -> locator.findRoot(owner.repository(), List.of()).isEmpty())
                .map(WorkspaceId::workspace)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private List<Reservation> reservations() {
        try {
            return files.reservations();
        } catch (Failure damaged) {
            return List.of();
        }
    }

    /**
     * Whether the user has had this repository here under the former id. Labels are no proof: another user or a
     * container may have a repository at the same path, and one that was here may have been moved.
     */
    boolean isKnown(Repository repository, Former former) {
        return locator.lastRoot(former.id())
                        .filter(repository.mainRoot()::equals)
                        .isPresent()
                || identities.former(repository).stream().map(Former::id).anyMatch(former.id()::equals);
    }

    /** Gives the repository its former id. */
    void adopt(Repository repository, Former former) {
        identities.adopt(repository, former.id());
    }
}
