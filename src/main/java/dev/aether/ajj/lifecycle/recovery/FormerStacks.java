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
 * Stacks that a repository had under another id: before it was restored from a backup, or moved to another file system. A
 * copy has none: its original still uses them.
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

    /**
     * The ids under which the repository can take stacks over, the latest first.
     *
     * @param stacks all that engines hold
     */
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

    /**
     * The workspaces of the repository under ids that are no longer in use, found by their reserved ports. Asks no
     * engine; nothing when the ledger cannot be read.
     */
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
     * Whether the user has had a repository of the id here. Labels alone do not say it: another user, or a container, may have
     * one at the same path of its own, and one that was here may have been moved since.
     */
    boolean isKnown(Repository repository, Former former) {
        return locator.lastRoot(former.id())
                        .filter(repository.mainRoot()::equals)
                        .isPresent()
                || identities.former(repository).stream().map(Former::id).anyMatch(former.id()::equals);
    }

    /** Gives the repository the id of its former stacks. */
    void adopt(Repository repository, Former former) {
        identities.adopt(repository, former.id());
    }
}
