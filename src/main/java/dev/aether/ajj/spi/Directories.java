package dev.aether.ajj.spi;

import java.nio.file.Path;

/** Directories of workspaces. */
public interface Directories {

    /** Whether the path does not exist or is a directory without entries. */
    boolean isMissingOrEmpty(Path directory);

    /** Whether there is certainly nothing at the path; not when it cannot be looked at. */
    boolean isGone(Path directory);

    /**
     * Deletes a directory's content, and the directory itself unless told to keep it. Symbolic links are deleted, not
     * followed. Not an error when it does not exist.
     *
     * @throws java.io.UncheckedIOException when something in it cannot be deleted; what could be is gone
     */
    void delete(Path directory, boolean keepItself);

    /**
     * Deletes a directory, and one entry of it after all the others: as long as that is there, it tells what the rest is.
     *
     * @throws java.io.UncheckedIOException when something in it cannot be deleted; what could be is gone
     */
    void delete(Path directory, String last);
}
