package dev.aether.ajj.spi.directory;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** Directories of workspaces. */
public interface Directories {

    /** Whether the path does not exist or is a directory without entries. */
    boolean isMissingOrEmpty(Path directory);

    /** Whether there is certainly nothing at the path; not when it cannot be looked at. */
    boolean isGone(Path directory);

    /**
     * Another repository or a mounted file system inside a directory, which must not be deleted with it; empty without one.
     *
     * @param recorded whether jj has recorded a bare Git repository, whose files are like any others to it; asked with the
     *     path relative to the directory
     */
    Optional<Obstacle> obstacle(Path directory, Predicate<Path> recorded);

    /**
     * Something that must not be deleted.
     *
     * @param what in words, such as {@code the repository in /w/other}
     * @param hint what to do about it
     */
    record Obstacle(Path path, String what, String hint) {}

    /**
     * Deletes a directory's content, and the directory itself unless told to keep it. Symbolic links are deleted, not
     * followed. Not an error when it does not exist. The caller has made sure that jj has recorded all files in it.
     *
     * @throws NotDeleted when it holds an {@link Obstacle}, and is as it was; or when something in it cannot be deleted, and
     *     all that could be deleted is gone
     */
    void delete(Path directory, boolean keepItself);

    /**
     * Deletes a directory, and one entry of it after all the others: as long as that is there, it tells what the rest is.
     *
     * @param recorded as for {@link #obstacle}
     * @throws NotDeleted as {@link #delete(Path, boolean)}
     */
    void delete(Path directory, String last, Predicate<Path> recorded);

    /**
     * What the file system calls the directory of a workspace: another directory has another identity, also in the same place.
     * It changes when the machine is restarted.
     *
     * @return empty when there is no such directory
     */
    Optional<String> identity(Path root);

    /** How far the end of a workspace has come, as its directory says. */
    enum Mark {
        /** It has not begun; or the directory is another one, made in the same place since. */
        NONE,
        /** It has begun. Set again, it begins again. */
        ENDING,
        /** jj has recorded all files that were in the directory when it was marked as {@link #ENDING}; then it forgets the workspace. */
        RECORDED
    }

    /**
     * Marks the directory of a workspace, or removes the mark. What cannot be marked has no mark, nor has one that is {@link
     * Mark#RECORDED} without having been {@link Mark#ENDING}.
     */
    void mark(Path root, Mark mark);

    /** How the directory is marked. A copy of a marked directory has no mark. */
    Mark marked(Path root);

    /**
     * The files of a directory that is marked as {@link Mark#RECORDED} which were written, moved or linked since it was marked as
     * {@link Mark#ENDING}, outside of {@code .jj} and {@code .git}. Deletions are no changes.
     *
     * @return paths relative to the root, sorted, those of directories with a slash; without such a mark, all that is directly
     *     in the directory
     */
    List<String> changes(Path root);

    /** Something that could not be deleted, the first of perhaps several. */
    final class NotDeleted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Path path;
        private final boolean denied;

        /**
         * @param reason the system's own words
         * @param denied whether this user may not delete it, but another one may
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
