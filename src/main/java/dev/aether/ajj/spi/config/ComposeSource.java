package dev.aether.ajj.spi.config;

import dev.aether.ajj.model.config.ComposeUse;
import dev.aether.ajj.model.config.ComposeUse.Build;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Services that compose files declare, as tables of aether.toml. */
public interface ComposeSource {

    /**
     * Finds compose files as Compose does: those in {@code COMPOSE_FILE}, else the nearest file with a default name and
     * its override file.
     *
     * @param directory where the search starts, upward
     * @param root where the search ends, inclusive
     * @param committed files to find instead of those in the directories; a {@code COMPOSE_FILE} may name others
     */
    Found find(Path directory, Path root, Optional<CommittedFiles> committed);

    /**
     * Compose files.
     *
     * @param files absolute; empty when none was found
     * @param chosen whether the user named them by absolute paths; a relative path can be a link from the repository
     */
    record Found(List<Path> files, boolean chosen) {}

    /**
     * Reads compose files.
     *
     * @throws dev.aether.ajj.error.Failure {@code CONFIG_INVALID} when Compose rejects them or is missing, or a
     *     requested service does not exist
     */
    Composed read(Request request);

    /**
     * Builds an image from the current files.
     *
     * @throws dev.aether.ajj.error.Failure {@code IMAGE_NOT_FOUND} with the last output of the build
     */
    void build(Build build, String image, Path root, Map<String, String> labels, String engine);

    /** Whether the user trusts all repositories with everything ({@code AJJ_TRUST=all}). */
    boolean trustsAll();

    /**
     * What to read.
     *
     * @param names the files' names in the repository: absolute, links not resolved
     * @param files absolute, at least one; later ones override earlier ones
     * @param root the workspace's root; absolute, links resolved
     * @param services names; empty: all that are not built
     * @param chosen whether the user named the files; files that a repository names must be in the workspace
     * @param committed files to read instead of those below the root
     */
    record Request(
            List<Path> names,
            List<Path> files,
            Path root,
            List<String> services,
            List<String> profiles,
            boolean chosen,
            Optional<CommittedFiles> committed) {
        public Request(List<Path> files, Path root, List<String> services, List<String> profiles, boolean chosen) {
            this(files, files, root, services, profiles, chosen, Optional.empty());
        }

        /** Returns the directory of the first file, the base of relative paths. */
        public Path directory() {
            return files.getFirst().resolveSibling("");
        }
    }

    /**
     * The services of compose files.
     *
     * @param services the tables {@code [services.NAME]} by name
     * @param injection lines of a dotenv file with templates for the services' addresses
     */
    record Composed(WrittenValue.Table services, List<String> injection, ComposeUse use) {}
}
