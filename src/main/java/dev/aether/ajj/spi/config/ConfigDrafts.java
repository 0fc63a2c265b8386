package dev.aether.ajj.spi.config;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** Drafts of a first aether.toml. */
public interface ConfigDrafts {

    /**
     * Drafts an aether.toml for the named compose files, else for the compose file found, else an example.
     *
     * @throws dev.aether.ajj.error.Failure {@code CONFIG_INVALID} when Compose rejects the files or is missing
     */
    ConfigDraft draft(Request request);

    /**
     * The input of a draft.
     *
     * @param root the workspace's root; absolute, symlinks resolved
     * @param directory where the search for a compose file starts, upward to the root
     * @param tracked returns which of some paths, relative to the root, are tracked or contain tracked files
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
     * @param files absolute, later ones override earlier ones; empty: search for one
     * @param copy whether to copy the services, so that the compose files are not needed any more
     * @param absolute whether the user named the files by absolute paths; a relative path can be a link from the
     *     repository
     */
    record Choice(List<Path> files, List<String> profiles, boolean copy, boolean absolute) {}
}
