package dev.aether.ajj.compose;

import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.text.SourcePosition;
import dev.aether.ajj.model.workspace.PathTrail;
import dev.aether.ajj.model.workspace.RealPath;
import dev.aether.ajj.spi.config.CommittedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A file with values for variables of compose files: a {@code .env}, or one of the user's {@code COMPOSE_ENV_FILES}. The workspace's
 * {@code .env} overrides the main workspace's, which is read because an untracked file often exists only there.
 *
 * @param top the directory that it must be in, unless the user trusts the repository; empty for one that the user named by an
 *     absolute path
 */
record EnvFile(Path file, Optional<Path> top) {
    static final String NAME = ".env";
    /** What Compose reads as true. */
    private static final Pattern TRUE = Pattern.compile("(?i)1|t|true|y|yes");

    private static final long MAX_POINTER = 4096;

    /**
     * Returns the files for a compose file; later ones override earlier ones.
     *
     * @param directory of the compose file
     * @param environment may contain {@code COMPOSE_ENV_FILES}, which replaces the others
     * @param committed files of a revision, which replace those of a workspace
     */
    static List<EnvFile> all(
            Path directory, Path root, Map<String, String> environment, Optional<CommittedFiles> committed) {
        boolean trusted = ComposeEnvironment.trustsAll(environment);
        String named = environment.getOrDefault("COMPOSE_ENV_FILES", "");
        if (!named.isEmpty()) {
            return Stream.of(named.split(","))
                    .filter(name -> !name.isBlank())
                    .map(Path::of)
                    .map(name -> named(directory, root, name, trusted))
                    .toList();
        }
        List<EnvFile> files = new ArrayList<>();
        if (TRUE.matcher(environment.getOrDefault("COMPOSE_DISABLE_ENV_FILE", ""))
                .matches()) {
            return files;
        }
        if (directory.startsWith(root)) {
            Optional<Path> main = mainRoot(root);
            main.ifPresent(top -> add(top.resolve(root.relativize(directory)), top, files));
            Path own = directory.resolve(NAME);
            if (committed.flatMap(revision -> revision.content(own)).isPresent()) {
                files.add(new EnvFile(own, Optional.of(root)));
            } else if (committed.isEmpty() || main.isEmpty()) {
                add(directory, root, files);
            }
        } else if (trusted) {
            add(directory, directory, files); // other repositories may not use a .env outside the workspace
        }
        return files;
    }

    /** Returns the main workspace's file, which may not exist; empty in the main workspace. */
    static List<Path> ofMainWorkspace(Path directory, Path root) {
        return mainRoot(root).filter(_ -> directory.startsWith(root)).stream()
                .map(main -> main.resolve(root.relativize(directory)).resolve(NAME))
                .toList();
    }

    /** The user's relative paths apply to every repository, and a repository could make one of them a link. */
    private static EnvFile named(Path directory, Path root, Path name, boolean trusted) {
        Path file = directory.resolve(name).normalize();
        boolean inWorkspace = !name.isAbsolute() && directory.startsWith(root);
        if (inWorkspace && !trusted) {
            PathTrail.fault(RealPath.of(root), file).ifPresent(fault -> {
                throw new Failure(new ConfigProblem.Invalid(
                        new SourcePosition(file, 1, 1),
                        "it is in COMPOSE_ENV_FILES, and it " + fault,
                        List.of("to use it for this repository, put its absolute path in COMPOSE_ENV_FILES")));
            });
        }
        return new EnvFile(file, Optional.of(root).filter(_ -> inWorkspace));
    }

    /** Ignores a link: a committed one could lead to any file of the user, whose values would get into containers. */
    private static void add(Path directory, Path top, List<EnvFile> files) {
        Path file = directory.resolve(NAME);
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            files.add(new EnvFile(file, Optional.of(top)));
        }
    }

    /** Returns the root of the main workspace; empty for the main workspace itself, where {@code .jj/repo} is a directory. */
    private static Optional<Path> mainRoot(Path root) {
        Path pointer = root.resolve(".jj").resolve("repo");
        try {
            if (!Files.isRegularFile(pointer) || Files.size(pointer) > MAX_POINTER) {
                return Optional.empty();
            }
            Path repo =
                    pointer.resolveSibling(Files.readString(pointer).strip()).normalize();
            return Optional.ofNullable(repo.getParent()).map(Path::getParent);
        } catch (IOException | InvalidPathException unreadable) {
            return Optional.empty();
        }
    }
}
