package dev.aether.ajj.spi.directory;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** Directories of workspaces. */
public interface Directories {

    /** Whether the path does not exist or is an empty directory. */
    boolean isMissingOrEmpty(Path directory);

    /** Whether the path certainly does not exist; false when access is denied. */
    boolean isGone(Path directory);

    /**
     * Returns a repository or a mounted file system inside a directory, which must not be deleted with it.
     *
     * @param recorded whether jj has recorded the files of a bare Git repository, by its path relative to the directory
     */
    Optional<Obstacle> obstacle(Path directory, Predicate<Path> recorded);

    /**
     * A thing that must not be deleted.
     *
     * @param what in words, such as {@code the repository in /w/other}
     * @param hint what to do about it
     */
    record Obstacle(Path path, String what, String hint) {}

    /**
     * Deletes a directory's content and, unless told to keep it, the directory. Symbolic links are deleted, not
     * followed. A missing directory is no error. The caller has checked that jj has recorded all files.
     *
     * @throws NotDeleted when it contains an {@link Obstacle}, before anything is deleted; or when an entry cannot be
     *     deleted, after everything else is
     */
    void delete(Path directory, boolean keepItself);

    /**
     * Deletes a directory, and the entry {@code last} after all others: while it exists, it identifies the rest.
     *
     * @param recorded as for {@link #obstacle}
     * @throws NotDeleted as {@link #delete(Path, boolean)}
     */
    void delete(Path directory, String last, Predicate<Path> recorded);

    /**
     * Returns the file system's identity of a workspace's directory. A different directory in the same place has
     * another one. It changes on a restart of the machine.
     *
     * @return empty when the directory does not exist
     */
    Optional<String> identity(Path root);

    /** Progress of a workspace's removal, as marked on its directory. */
    enum Mark {
        /** Not begun; or the directory is a different one, created later in the same place. */
        NONE,
        /** Begun. Marking it again restarts the removal. */
        ENDING,
        /**
         * jj has recorded all files that were in the directory when it was marked as {@link #ENDING}; next, jj forgets
         * the workspace.
         */
        RECORDED
    }

    /**
     * Sets or removes the mark of a workspace's directory. Without effect where marking is not possible, and for
     * {@link Mark#RECORDED} on a directory that is not marked as {@link Mark#ENDING}.
     */
    void mark(Path root, Mark mark);

    /** Returns the mark of the directory. A copy of a marked directory has none. */
    Mark marked(Path root);

    /**
     * Returns the files that were written, moved or linked since the directory was marked as {@link Mark#ENDING},
     * outside of {@code .jj} and {@code .git}. Deletions do not count.
     *
     * @return paths relative to the root, sorted, directories with a slash; all direct entries if the mark is not
     *     {@link Mark#RECORDED}
     */
    List<String> changes(Path root);

    /** Thrown when a path could not be deleted; the first of possibly several. */
    final class NotDeleted extends RuntimeException {
        private final transient Path path;
        private final boolean denied;

        /**
         * @param reason the system's own words
         * @param denied whether this user lacks the permission
         */
        public NotDeleted(Path path, String reason, boolean denied, Throwable cause) {
            super("cannot delete " + path + ": " + reason, cause);
            this.path = path;
            this.denied = denied;
        }

        @Override
        public String getMessage() {
            return Objects.requireNonNull(super.getMessage());
        }

        public Path path() {
            return path;
        }

        public boolean denied() {
            return denied;
        }
    }
}
