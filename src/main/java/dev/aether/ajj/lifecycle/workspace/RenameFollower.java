package dev.aether.ajj.lifecycle.workspace;

import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Vcs.VcsWorkspace;
import java.util.List;

/**
 * Lets the registry and the ledger call a workspace what jj calls it by now. Its namespace stays, because what has been
 * made cannot be renamed in the engine. May be killed anywhere: until it is done the directory tells whose the entry is.
 */
public final class RenameFollower {
    private final Records records;
    private final Repository repository;
    private final Deadline deadline;
    private final Progress progress;

    /** @param deadline ends waiting for another ajj */
    public RenameFollower(Records records, Repository repository, Deadline deadline, Progress progress) {
        this.records = records;
        this.repository = repository;
        this.deadline = deadline;
        this.progress = progress;
    }

    /**
     * Does it for the workspace that the registry calls so and jj does not: jj may have given the name to another one.
     *
     * @return whether the registry has changed
     */
    public boolean followHolder(String name, List<VcsWorkspace> jj) {
        return WorkspaceRefs.all(jj, records.registry().entries(repository)).stream()
                .filter(target -> target.knownToJj() && target.entryName().equals(name))
                .anyMatch(this::follow);
    }

    /**
     * Does it where it is to be done.
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
