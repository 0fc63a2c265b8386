package dev.aether.ajj.spi.config;

import dev.aether.ajj.model.config.ComposeUse.Build;
import dev.aether.ajj.model.config.ComposeUse.LeftOut;
import dev.aether.ajj.model.config.ComposeUse.Note;
import dev.aether.ajj.model.text.SourcePosition;
import dev.aether.ajj.model.variable.VariableTexts;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Services that compose files declare, as tables of aether.toml. */
public interface ComposeSource {

    /**
     * Finds compose files as Compose does: those that {@code COMPOSE_FILE} names, else the nearest file with a usual name and
     * the override beside it.
     *
     * @param directory where the search starts, upward
     * @param root where the search ends; this directory is searched as well
     */
    Found find(Path directory, Path root);

    /**
     * Compose files.
     *
     * @param files absolute; empty when none was found
     * @param chosen whether the user has named them, by absolute paths: a relative one can be a link that the repository brings
     */
    record Found(List<Path> files, boolean chosen) {}

    /**
     * Reads compose files.
     *
     * @throws dev.aether.ajj.error.Failure {@code CONFIG_INVALID} for what Compose refuses, when there is no Compose, and when
     *     a service that the request names does not exist
     */
    Composed read(Request request);

    /**
     * Builds an image from the files as they are now.
     *
     * @param image its name
     * @param root the workspace's
     * @param labels that the image gets
     * @param engine its address
     * @throws dev.aether.ajj.error.Failure {@code IMAGE_NOT_FOUND} with what the build printed last
     */
    void build(Build build, String image, Path root, Map<String, String> labels, String engine);

    /** Whether the user trusts all repositories with everything ({@code AJJ_TRUST=all}). */
    boolean trustsAll();

    /**
     * What to read.
     *
     * @param names of the files, as the repository has them: absolute, links not resolved
     * @param files absolute, at least one; later ones override earlier ones
     * @param root the workspace's root; absolute, links resolved
     * @param services names; empty: all that are not built
     * @param profiles whose services are included too
     * @param chosen whether the user has named the files: those that a repository names have to be in the workspace
     */
    record Request(
            List<Path> names,
            List<Path> files,
            Path root,
            List<String> services,
            List<String> profiles,
            boolean chosen) {
        /** With files that are read by their names. */
        public Request(List<Path> files, Path root, List<String> services, List<String> profiles, boolean chosen) {
            this(files, files, root, services, profiles, chosen);
        }

        /** With files that a repository names. */
        public Request(List<Path> files, Path root, List<String> services, List<String> profiles) {
            this(files, root, services, profiles, false);
        }
    }

    /**
     * Where a line of the tables comes from.
     *
     * @param variables values of its service that messages must not show
     */
    record Origin(SourcePosition position, VariableTexts variables) {}

    /**
     * What compose files declare.
     *
     * @param sources the files of the request, and all that decides with them what the services are; absolute, may not exist;
     *     the root of the file system when they cannot be known
     * @param toml tables {@code [services.NAME]}, valid TOML
     * @param origins where a line of that text comes from, by its number counted from 1
     * @param services names of these tables
     * @param injection lines of a dotenv file, with templates, that tell programs where the services are
     * @param leftOut services that are not declared
     * @param notes what is not kept
     * @param builds images that are to be built
     */
    record Composed(
            List<Path> sources,
            String toml,
            Map<Integer, Origin> origins,
            List<String> services,
            List<String> injection,
            List<LeftOut> leftOut,
            List<Note> notes,
            List<Build> builds) {}
}
