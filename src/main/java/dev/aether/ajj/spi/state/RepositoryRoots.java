package dev.aether.ajj.spi.state;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The last known root of each repository of this user. It is a part of the port ledger, so that a repository can check
 * whether another one still exists. Failures: {@code STATE_*}.
 */
public interface RepositoryRoots {

    /**
     * Records the current root of a repository, also for its port reservations.
     *
     * @param repository {@link dev.aether.ajj.spi.vcs.Repository#id()}
     * @param root the main workspace's root, absolute
     */
    void record(String repository, Path root);

    /** Returns the last known root; empty when none was recorded. Takes no lock and creates no file. */
    Optional<Path> find(String repository);
}
