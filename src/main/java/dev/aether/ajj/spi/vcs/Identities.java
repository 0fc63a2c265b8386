package dev.aether.ajj.spi.vcs;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Which repository is which: the ids that labels and reservations carry. */
public interface Identities {

    /**
     * The id of the repository that a directory is a workspace of. Reads files only.
     *
     * @param workspaceRoot need not exist
     * @return empty when the directory is not a workspace's root
     */
    Optional<String> identify(Path workspaceRoot);

    /** The ids that a repository had before it was copied or restored, the latest first. */
    List<Former> former(Repository repository);

    /**
     * Gives the repository an id of before, with everything in the engine that carries it.
     *
     * @throws dev.aether.ajj.error.Failure {@code STATE_LOCKED}
     */
    void adopt(Repository repository, String id);

    /**
     * An id of before.
     *
     * @param root where the repository was when it had the id
     */
    record Former(String id, Path root) {}
}
