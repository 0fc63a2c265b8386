package dev.aether.ajj.spi.state;

import dev.aether.ajj.model.config.Grant;
import dev.aether.ajj.spi.vcs.Repository;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * What the user has allowed repositories to use, stored per user and outside of every repository. Every method may
 * throw a failure with {@code STATE_CORRUPT} or {@code STATE_LOCKED}; a damaged store allows nothing.
 */
public interface TrustStore {

    /** Returns the grants that are not approved for the repository. */
    List<Grant> missing(Repository repository, List<Grant> grants);

    /** Adds approvals for the repository and all its workspaces. */
    void approve(Repository repository, List<Grant> grants);

    /**
     * Removes all approvals of the repository.
     *
     * @return their number
     */
    int revoke(Repository repository);

    /** Returns all approvals of this user, sorted by root. */
    List<Trusted> all();

    /**
     * A repository with approvals.
     *
     * @param root the main workspace's root at the last approval
     */
    record Trusted(String id, Path root, List<Approval> approvals) {}

    /**
     * An approved grant.
     *
     * @param kind {@link Grant.Kind#word()}, possibly of another version of ajj
     */
    record Approval(String kind, String what, Instant approved) {}
}
