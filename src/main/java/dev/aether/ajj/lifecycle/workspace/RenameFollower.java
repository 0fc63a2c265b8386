package dev.aether.ajj.lifecycle.workspace;

import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Vcs.VcsWorkspace;
import java.util.List;

/**
 * Renames workspaces in the registry and the ledger after a rename in jj. The namespace stays, because an engine
 * cannot rename its resources. It may be killed at any point: until it is done, entries are found by their directory.
 *
 * @param deadline ends the wait for another ajj
 */
public record RenameFollower(Records records, Repository repository, Deadline deadline, Progress progress) {
    /**
     * Renames the workspace whose entry has this name but which has another name in jj. jj may have given the old name
     * to another workspace.
     *
     * @return whether the registry has changed
     */
    public boolean followHolder(String name, List<VcsWorkspace> jj) {
        return WorkspaceRefs.all(jj, records.registry().entries(repository)).stream()
                .filter(target -> target.knownToJj() && target.entryName().equals(name))
                .anyMatch(this::follow);
    }

    /**
     * Renames the workspace's entry if its name in jj has changed.
     *
     * @return whether the registry has changed
     */
    public boolean follow(WorkspaceRef target) {
        String name = target.entryName();
        String next = target.name();
        if (name.equals(next)) {
            return false;
        }
        return new WorkspaceLock(records.registry(), repository, deadline, progress)
                .holding(
                        List.of(name, next),
                        () -> records.registry()
                                .rename(
                                        repository,
                                        name,
                                        next,
                                        () -> records.ledger()
                                                .transfer(repository.workspace(name), repository.workspace(next))));
    }
}
