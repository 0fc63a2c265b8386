package dev.aether.ajj.spi;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** Makes a first aether.toml out of what a repository has. */
public interface ConfigDrafts {

    /**
     * The draft: of the compose files that are named, else of the one that is found, else an example to begin with.
     * Reads files only.
     *
     * @throws dev.aether.ajj.error.Failure {@code CONFIG_NOT_FOUND}, or {@code CONFIG_INVALID} once for each mistake in
     *     a compose file
     */
    ConfigDraft draft(Request request);

    /**
     * What a draft is made of.
     *
     * @param root the workspace's root; absolute, symlinks resolved. Paths of the draft begin there
     * @param directory where a compose file is looked for, upward to the root
     * @param from compose files, absolute, later ones merged over earlier ones; empty: look for one
     * @param profiles whose services are taken over too, as compose's {@code --profile}
     * @param tracked which of some paths, relative to the root, version control tracks, or something below them
     */
    record Request(
            Path root,
            Path directory,
            List<Path> from,
            List<String> profiles,
            Function<Collection<String>, Collection<String>> tracked) {}
}
