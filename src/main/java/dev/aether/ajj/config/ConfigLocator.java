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

/** Finds the aether.toml that is in force in a directory. */
final class ConfigLocator {
    private ConfigLocator() {}

    /**
     * The file in force.
     *
     * @param explicit the file given with {@code --config}; a relative path starts at {@code directory}
     * @param directory where the search starts; it goes upward
     * @param workspaceRoot where the search ends; this directory is still looked into
     * @return absolute; empty when no file was given and none was found
     * @throws Failure {@code CONFIG_NOT_FOUND} when the file given does not exist
     */
    static Optional<Path> find(Optional<Path> explicit, Path directory, Path workspaceRoot) {
        if (explicit.isPresent()) {
            Path file = RealPath.ofFile(directory.resolve(explicit.get()));
            if (!isThere(file)) {
                throw new Failure(ConfigProblem.NotFound.file(file));
            }
            return Optional.of(file);
        }
        return upward(directory, workspaceRoot);
    }

    private static Optional<Path> upward(Path directory, Path workspaceRoot) {
        return places(directory, workspaceRoot).stream()
                .filter(ConfigLocator::isThere)
                .findFirst();
    }

    /** Where the file is looked for, the nearest place first: absolute paths, from a directory up to the root. */
    static List<Path> places(Path directory, Path workspaceRoot) {
        Path root = RealPath.of(workspaceRoot);
        Path start = RealPath.of(directory);
        // From a directory outside of the workspace (-R), only the workspace's own file counts.
        Path current = start.startsWith(root) ? start : root;
        List<Path> places = new ArrayList<>();
        while (current != null && current.startsWith(root)) {
            places.add(current.resolve(ConfigFile.NAME));
            current = current.getParent();
        }
        return places;
    }

    /** A symbolic link that leads nowhere counts as there: the user meant it, and should hear that it is broken. */
    private static boolean isThere(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS) || Files.exists(file);
    }
}
