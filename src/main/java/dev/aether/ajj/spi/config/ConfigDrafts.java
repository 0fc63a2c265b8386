package dev.aether.ajj.spi.config;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** Makes a first aether.toml out of what a repository has. */
public interface ConfigDrafts {

    /**
     * The draft: for the compose files that are named, else for the one that is found, else an example to begin with.
     *
     * @throws dev.aether.ajj.error.Failure {@code CONFIG_INVALID} for what Compose refuses, and when there is no Compose
     */
    ConfigDraft draft(Request request);

    /**
     * What a draft is made of.
     *
     * @param file the aether.toml that is to be written; absolute
     * @param root the workspace's root; absolute, symlinks resolved
     * @param directory where a compose file is looked for, upward to the root
     * @param compose which compose files to use, and how
     * @param tracked which of some paths, relative to the root, version control tracks, or something below them
     */
    record Request(
            Path file,
            Path root,
            Path directory,
            Choice compose,
            Function<Collection<String>, Collection<String>> tracked) {}

    /**
     * Which compose files to use.
     *
     * @param files absolute, later ones override earlier ones; empty: look for one
     * @param profiles whose services are included too
     * @param copy whether to write the services out, so that the compose files are not needed any more
     * @param absolute whether the user has named the files by absolute paths: a relative one can be a link that the repository
     *     brings
     */
    record Choice(List<Path> files, List<String> profiles, boolean copy, boolean absolute) {
        /** With files that the user has not named by absolute paths. */
        public Choice(List<Path> files, List<String> profiles, boolean copy) {
            this(files, profiles, copy, false);
        }
    }
}
