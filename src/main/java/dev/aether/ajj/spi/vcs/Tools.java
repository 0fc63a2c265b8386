package dev.aether.ajj.spi.vcs;

import dev.aether.ajj.spi.report.Check;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The version control system as a program that is installed, and what it keeps to itself. Changes nothing. */
public interface Tools {
    /** The name of the check of jj itself. */
    String JJ = "jj";

    /**
     * Looks at the programs: which there are, and whether they are new enough.
     *
     * @param repository the one that they are to work in; empty outside of one
     */
    List<Check> checks(Optional<Repository> repository);

    /**
     * How well files are kept out of the history, as far as can be seen without a snapshot.
     *
     * @param workspaceRoot of the workspace that the files are in
     * @param files relative to the root; a directory stands for all that is in it
     * @throws dev.aether.ajj.error.Failure {@code JJ_NOT_FOUND} or {@code JJ_FAILED}
     */
    Exposure exposure(Repository repository, Path workspaceRoot, Collection<String> files);

    /**
     * What jj sees of files that it should not see.
     *
     * @param tracked those that are in the history already
     * @param excludes the files that should name them, so that they are ignored
     * @param unnamed lines that are missing in one of those
     * @param nested those that are in the directory of another repository, which may record them
     */
    record Exposure(List<String> tracked, List<Path> excludes, List<String> unnamed, List<String> nested) {}
}
