package dev.aether.ajj.config;

import dev.aether.ajj.config.toml.ConfigFile;
import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.workspace.RealPath;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the aether.toml for a directory. */
final class ConfigLocator {
    private ConfigLocator() {}

    /**
     * Returns the given file, or the nearest one from a directory upward.
     *
     * @param explicit the value of {@code --config}, relative to {@code directory}
     * @param directory the first directory of the search
     * @param workspaceRoot the last directory of the search
     * @return an absolute path; empty when no file was given and none was found
     * @throws Failure {@code CONFIG_NOT_FOUND} when the given file does not exist
     */
    static Optional<Path> find(Optional<Path> explicit, Path directory, Path workspaceRoot) {
        if (explicit.isPresent()) {
            Path file = RealPath.ofFile(directory.resolve(explicit.get()));
            if (!isPresent(file)) {
                throw new Failure(ConfigProblem.NotFound.file(file));
            }
            return Optional.of(file);
        }
        return places(directory, workspaceRoot).stream()
                .filter(ConfigLocator::isPresent)
                .findFirst();
    }

    static List<Path> places(Path directory, Path workspaceRoot) {
        Path root = RealPath.of(workspaceRoot);
        Path start = RealPath.of(directory);
        // From a directory outside the workspace (-R), only the root is searched.
        Path current = start.startsWith(root) ? start : root;
        List<Path> places = new ArrayList<>();
        while (current != null && current.startsWith(root)) {
            places.add(current.resolve(ConfigFile.NAME));
            current = current.getParent();
        }
        return places;
    }

    /** Accepts a dangling link, so that it is reported as broken. */
    private static boolean isPresent(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS) || Files.exists(file);
    }
}
