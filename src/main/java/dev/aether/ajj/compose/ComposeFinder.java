package dev.aether.ajj.compose;

import dev.aether.ajj.model.workspace.RealPath;
import dev.aether.ajj.spi.config.CommittedFiles;
import dev.aether.ajj.spi.config.ComposeSource.Found;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the compose files of a directory, by the same names and in the same order as Docker Compose. */
public final class ComposeFinder {
    private static final List<String> NAMES =
            List.of("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml");
    private static final List<String> OVERRIDES = List.of(
            "compose.override.yml",
            "compose.override.yaml",
            "docker-compose.override.yml",
            "docker-compose.override.yaml");

    private static final Pattern OTHER = Pattern.compile("(?:docker-)?compose[.-][A-Za-z0-9_-]+\\.ya?ml");

    private ComposeFinder() {}

    /**
     * Returns the files that {@code COMPOSE_FILE} names; otherwise the file in the directory or the nearest one above it, with
     * its override. Without a file, the result is empty.
     *
     * @param root the last directory of the search
     * @param committed files to find instead of those in the directories
     */
    public static Found find(
            Path directory, Path root, Map<String, String> environment, Optional<CommittedFiles> committed) {
        String named = environment.getOrDefault("COMPOSE_FILE", "");
        if (!named.isEmpty()) {
            List<Path> names = named(named, environment.getOrDefault("COMPOSE_PATH_SEPARATOR", ""));
            List<Path> files = names.stream()
                    .map(name -> name.isAbsolute()
                            ? RealPath.ofFile(name)
                            : directory.resolve(name).normalize())
                    .toList();
            return new Found(files, names.stream().allMatch(Path::isAbsolute));
        }
        Path current = directory.startsWith(root) ? directory : root;
        while (current != null && current.startsWith(root)) {
            Path here = current;
            Function<List<String>, Optional<Path>> first = names -> committed
                    .map(files -> files.first(names.stream().map(here::resolve).toList()))
                    .orElseGet(() -> first(here, names, Files::exists));
            // A link without a target counts, so that the error names it.
            Optional<Path> found = first.apply(NAMES)
                    .or(() -> first(here, NAMES, Files::isSymbolicLink).filter(_ -> committed.isEmpty()));
            if (found.isPresent()) {
                return new Found(
                        Stream.concat(found.stream(), first.apply(OVERRIDES).stream())
                                .toList(),
                        false);
            }
            current = current.getParent();
        }
        return new Found(List.of(), false);
    }

    /** Returns compose files that Compose does not find: in common subdirectories, or with another word in their names. */
    public static List<Path> others(Path root) {
        List<Path> found = new ArrayList<>();
        for (String directory : List.of("docker", ".docker", ".devcontainer", "deploy", "infra")) {
            first(root.resolve(directory), NAMES, Files::exists).ifPresent(found::add);
        }
        try (Stream<Path> files = Files.list(root)) {
            files.filter(file ->
                            OTHER.matcher(String.valueOf(file.getFileName())).matches())
                    .sorted()
                    .forEach(found::add);
        } catch (IOException _) {
            // a directory that cannot be listed has no compose files
        }
        return found;
    }

    private static List<Path> named(String names, String separator) {
        return Arrays.stream(names.split(Pattern.quote(separator.isEmpty() ? File.pathSeparator : separator)))
                .filter(name -> !name.isBlank())
                .map(Path::of)
                .toList();
    }

    private static Optional<Path> first(Path directory, List<String> names, Predicate<Path> condition) {
        return names.stream().map(directory::resolve).filter(condition).findFirst();
    }
}
