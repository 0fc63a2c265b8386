package dev.aether.ajj.spi.vcs;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The ids of repositories, as labels and reservations carry them. */
public interface Identities {

    /**
     * Returns the id of a workspace's repository. Only reads files.
     *
     * @param workspaceRoot need not exist
     * @return empty when the directory is not a workspace's root
     */
    Optional<String> identify(Path workspaceRoot);

    /** Returns the ids that a repository had before it was copied or restored, the latest first. */
    List<Former> former(Repository repository);

    /**
     * Gives the repository a former id, with all resources that carry it.
     *
     * @throws dev.aether.ajj.error.Failure {@code STATE_LOCKED}
     */
    void adopt(Repository repository, String id);

    /**
     * A former id.
     *
     * @param root the repository's root at that time
     */
    record Former(String id, Path root) {}
}
