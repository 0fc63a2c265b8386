package dev.aether.ajj.spi.vcs;

import dev.aether.ajj.spi.report.Check;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Checks of the version control programs and of ignored files. Changes nothing. */
public interface Tools {
    /** The name of the check of jj itself. */
    String JJ = "jj";

    /**
     * Returns checks that the programs are installed and recent enough.
     *
     * @param repository the current one; empty outside of a repository
     */
    List<Check> checks(Optional<Repository> repository);

    /**
     * Reports how well files are kept out of the history, as far as visible without a snapshot.
     *
     * @param workspaceRoot of the files' workspace
     * @param files relative to the root; a directory includes its content
     * @throws dev.aether.ajj.error.Failure {@code JJ_NOT_FOUND} or {@code JJ_FAILED}
     */
    Exposure exposure(Repository repository, Path workspaceRoot, Collection<String> files);

    /**
     * Files that jj records or might record.
     *
     * @param tracked files that are in the history already
     * @param excludes the Git exclude files that should ignore them
     * @param unnamed lines missing in one of the exclude files
     * @param nested files in the directory of another repository, which may record them
     */
    record Exposure(List<String> tracked, List<Path> excludes, List<String> unnamed, List<String> nested) {}
}
