package dev.aether.ajj.lifecycle.workspace;

import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.state.PortLedger;
import dev.aether.ajj.spi.vcs.Repository;
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
                                                .transfer(
                                                        PortLedger.Owner.of(repository, name),
                                                        PortLedger.Owner.of(repository, next))));
    }
}
