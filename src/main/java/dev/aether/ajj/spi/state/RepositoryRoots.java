package dev.aether.ajj.spi.state;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where each repository of this user was seen last: part of the port ledger, so that every repository can tell which others
 * are alive. Failures: {@code STATE_*}.
 */
public interface RepositoryRoots {

    /**
     * Records where a repository is now. Its port reservations follow it.
     *
     * @param repository {@link dev.aether.ajj.spi.vcs.Repository#id()}
     * @param root the main workspace's root, absolute
     */
    void record(String repository, Path root);

    /** Where a repository was seen last; empty when it was never recorded. Takes no lock and makes no file. */
    Optional<Path> find(String repository);
}
