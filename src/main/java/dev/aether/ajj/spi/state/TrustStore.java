package dev.aether.ajj.spi.state;

import dev.aether.ajj.model.config.Grant;
import dev.aether.ajj.spi.vcs.Repository;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * What the user has allowed repositories to ask for, kept per user and outside of every repository. Every method may throw
 * a failure with {@code STATE_CORRUPT} or {@code STATE_LOCKED}; a damaged store allows nothing.
 */
public interface TrustStore {

    /** Those of the grants that are not approved for the repository. */
    List<Grant> missing(Repository repository, List<Grant> grants);

    /** Adds approvals for the repository, for all its workspaces. */
    void approve(Repository repository, List<Grant> grants);

    /**
     * Removes all approvals of the repository.
     *
     * @return how many there were
     */
    int revoke(Repository repository);

    /** All approvals of this user, sorted by root. */
    List<Trusted> all();

    /**
     * A repository with approvals.
     *
     * @param id see {@link Repository#id}
     * @param root root of the main workspace at the last approval
     */
    record Trusted(String id, Path root, List<Approval> approvals) {}

    /**
     * Something that was approved.
     *
     * @param kind {@link Grant.Kind#word()}, maybe of another version of ajj
     * @param what {@link Grant#what()}
     */
    record Approval(String kind, String what, Instant approved) {}
}
