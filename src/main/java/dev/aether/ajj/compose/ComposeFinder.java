package dev.aether.ajj.compose;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Finds the compose files of a directory, by the names and in the order of docker compose. */
final class ComposeFinder {
    private static final List<String> NAMES =
            List.of("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml");
    private static final List<String> OVERRIDES = List.of(
            "compose.override.yml",
            "compose.override.yaml",
            "docker-compose.override.yml",
            "docker-compose.override.yaml");

    private ComposeFinder() {}

    /**
     * The file in the directory or the nearest one above it, with the override beside it, or those that the variable
     * {@code COMPOSE_FILE} names. Empty when there is none.
     *
     * @param root where the search ends; this directory is still looked into
     */
    static List<Path> find(Path directory, Path root, Variables variables) {
        String named = variables.setting("COMPOSE_FILE");
        if (!named.isEmpty()) {
            return named(directory, named, variables.setting("COMPOSE_PATH_SEPARATOR"));
        }
        Path current = directory.startsWith(root) ? directory : root;
        while (current != null && current.startsWith(root)) {
            Optional<Path> found = first(current, NAMES);
            if (found.isPresent()) {
                List<Path> files = new ArrayList<>(found.stream().toList());
                first(current, OVERRIDES).ifPresent(files::add);
                return files;
            }
            current = current.getParent();
        }
        return List.of();
    }

    /** Names of files beside those that were found that could have been found as well. */
    static List<String> passedOver(List<Path> found) {
        Path directory = found.getFirst().resolveSibling("");
        boolean usual = NAMES.contains(String.valueOf(found.getFirst().getFileName()));
        return usual
                ? NAMES.stream()
                        .filter(name -> Files.isRegularFile(directory.resolve(name))
                                && !found.contains(directory.resolve(name)))
                        .toList()
                : List.of();
    }

    /** What the compose file of a directory is called, or would be. */
    static String nameIn(Path directory) {
        return first(directory, NAMES)
                .map(found -> String.valueOf(found.getFileName()))
                .orElse(NAMES.getFirst());
    }

    private static List<Path> named(Path directory, String names, String separator) {
        String between = separator.isEmpty() ? File.pathSeparator : separator;
        return Arrays.stream(names.split(java.util.regex.Pattern.quote(between)))
                .filter(name -> !name.isBlank())
                .map(name -> directory.resolve(name).normalize())
                .toList();
    }

    private static Optional<Path> first(Path directory, List<String> names) {
        return names.stream().map(directory::resolve).filter(Files::exists).findFirst();
    }
}
