package dev.aether.ajj.compose;

import dev.aether.ajj.compose.text.YamlValue;
import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.files.RegularFile;
import dev.aether.ajj.model.text.ShellWord;
import dev.aether.ajj.model.text.SourcePosition;
import dev.aether.ajj.model.workspace.PathTrail;
import dev.aether.ajj.model.workspace.RealPath;
import dev.aether.ajj.spi.config.ComposeSource.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files that Compose will read for given compose files. Files that a repository may not name are refused before Compose runs.
 * Files in {@code include} and {@code extends} must be in the workspace, because their values get into containers.
 */
final class NamedFiles {
    private static final int MAX_FILES = 200;
    private static final String INCLUDE = "include";
    private static final String ENV = ".env";
    /** As an env file of an include, means no variables. */
    private static final String NO_FILE = "/dev/null";

    private static final String TRUST_HINT = "or trust all repositories for this call: AJJ_TRUST=all";
    private static final String NAME_HINT =
            "or name it yourself: by an absolute path in COMPOSE_FILE, in an aether.toml of your own (--config), or with AJJ_TRUST=all";

    /** A compose file to be read, and the base of relative paths in it. */
    private record Pending(Path file, Path directory) {}

    private final Request request;
    private final Path root;
    private final String home;
    private final boolean trusted;
    private final Deque<Pending> pending = new ArrayDeque<>();
    private final Set<Path> compose = new LinkedHashSet<>();
    private final Set<Path> variablesOfIncludes = new LinkedHashSet<>();
    private final Set<Path> others = new LinkedHashSet<>();
    private boolean complete = true;

    /**
     * Finds the files.
     *
     * @param home the directory for {@code ~}
     * @param trusted whether the compose files may name any file
     * @throws Failure {@code CONFIG_INVALID}
     */
    NamedFiles(Request request, String home, boolean trusted) {
        this.request = request;
        this.home = home;
        this.root = RealPath.of(request.root());
        this.trusted = trusted;
        Path directory = request.files().getFirst().resolveSibling("");
        others.add(directory.resolve(ENV));
        others.addAll(request.names());
        for (Path file : request.files()) {
            fault(file).ifPresent(fault -> {
                throw refused(
                        new SourcePosition(file, 1, 1),
                        file.getFileName() + " " + fault,
                        List.of("check it: ls -l " + ShellWord.quoted(file.toString())));
            });
            enqueue(file, directory);
        }
        if (!request.chosen()) {
            request.names()
                    .forEach(name ->
                            requireInWorkspace(new SourcePosition(name, 1, 1), "the compose file", name, NAME_HINT));
        }
        while (!pending.isEmpty()) {
            read(pending.remove());
        }
    }

    private static Optional<String> fault(Path file) {
        if (!Files.exists(file)) {
            return Optional.of(
                    Files.isSymbolicLink(file) ? "is a link to a file that does not exist" : "does not exist");
        }
        if (Files.isDirectory(file)) {
            return Optional.of("is a directory, not a file");
        }
        return Files.isReadable(file) ? RegularFile.fault(file) : Optional.of("cannot be read: permission denied");
    }

    /** Returns all files; some may not exist. */
    List<Path> all() {
        return Stream.of(compose, variablesOfIncludes, others)
                .flatMap(Set::stream)
                .distinct()
                .toList();
    }

    /** Returns the compose files. */
    List<Path> composeFiles() {
        return List.copyOf(compose);
    }

    /** Returns the env files of included compose files; some may not exist. */
    Set<Path> variablesOfIncludes() {
        return variablesOfIncludes;
    }

    /** Whether these are all files, because no path contains a variable. */
    boolean areComplete() {
        return complete;
    }

    private void enqueue(Path file, Path directory) {
        if (!compose.add(file)) {
            return;
        }
        if (compose.size() > MAX_FILES) {
            throw refused(
                    new SourcePosition(request.files().getFirst(), 1, 1),
                    "it includes more than " + MAX_FILES + " compose files",
                    List.of("use fewer files with include and extends"));
        }
        pending.add(new Pending(file, directory));
    }

    private void read(Pending next) {
        try {
            YamlValue.documents(next.file()).forEach(document -> read(next, document));
        } catch (IOException unreadable) {
            throw refused(
                    new SourcePosition(next.file(), 1, 1),
                    "cannot read it as UTF-8 text: " + unreadable.getMessage(),
                    List.of("check it: file " + ShellWord.quoted(next.file().toString())));
        }
    }

    private void read(Pending from, YamlValue document) {
        document.at(INCLUDE).flatMap(YamlValue::items).forEach(item -> include(from, item));
        document.at("services").flatMap(YamlValue::values).forEach(service -> {
            service.at("extends")
                    .flatMap(extended -> extended.at("file"))
                    .forEach(file -> regularFiles(from, "extends", file)
                            .forEach(found -> enqueue(found, found.resolveSibling(""))));
            Stream.of("env_file", "label_file")
                    .flatMap(service::at)
                    .flatMap(YamlValue::items)
                    .flatMap(item -> Stream.concat(Stream.of(item), item.at("path")))
                    .flatMap(item -> item.text().stream())
                    .forEach(name -> addVariablesOfService(from, name));
        });
    }

    /** {@link ComposeOverride} checks them later, when the selected services are known. */
    private void addVariablesOfService(Pending from, String name) {
        complete &= !name.contains("$");
        others.addAll(candidates(from, name));
    }

    private void include(Pending from, YamlValue item) {
        List<YamlValue> names = Stream.concat(Stream.of(item), item.at("path").flatMap(YamlValue::items))
                .filter(each -> each.text().isPresent())
                .toList();
        List<Path> files = names.stream()
                .flatMap(name -> regularFiles(from, INCLUDE, name).stream())
                .toList();
        List<Path> directories = item.at("project_directory")
                .flatMap(directory -> existing(from, INCLUDE, directory).stream())
                .toList();
        if (directories.isEmpty()) {
            directories = files.stream()
                    .map(file -> file.resolveSibling(""))
                    .distinct()
                    .toList();
        }
        item.at("env_file")
                .flatMap(YamlValue::items)
                .filter(name -> !name.text().equals(Optional.of(NO_FILE)))
                .forEach(name -> {
                    List<Path> _ = existing(from, INCLUDE, name);
                    variablesOfIncludes.addAll(candidates(from, name.text().orElse("")));
                });
        for (Path directory : directories) {
            Path env = directory.resolve(ENV);
            check(item.position(), INCLUDE, env);
            variablesOfIncludes.add(env);
            files.forEach(file -> enqueue(file, directory));
        }
    }

    private List<Path> regularFiles(Pending from, String key, YamlValue name) {
        return existing(from, key, name).stream().filter(Files::isRegularFile).toList();
    }

    private List<Path> existing(Pending from, String key, YamlValue name) {
        String text = name.text().orElse("");
        if (text.contains("$")) {
            complete = false;
            if (!trusted) {
                throw refused(
                        name.position(),
                        key + " contains a variable, so ajj cannot check the file before Compose reads it: " + text,
                        List.of("write the path without variables", TRUST_HINT));
            }
        }
        List<Path> existing =
                candidates(from, text).stream().filter(NamedFiles::isPresent).toList();
        existing.forEach(path -> check(name.position(), key, path));
        return existing;
    }

    /** Accepts a dangling link, too: one through {@code /proc} may not dangle for Compose. */
    private static boolean isPresent(Path path) {
        return Files.exists(path) || !PathTrail.of(path).map(PathTrail::real).equals(Optional.of(path));
    }

    private void check(SourcePosition position, String key, Path path) {
        if (!isPresent(path)) {
            return;
        }
        RegularFile.fault(path).ifPresent(fault -> {
            throw refused(
                    position,
                    key + " leads to " + path + ", which " + fault,
                    List.of("name a regular file of at most " + (RegularFile.LARGEST >> 20) + " MiB"));
        });
        requireInWorkspace(position, key, path, TRUST_HINT);
    }

    private void requireInWorkspace(SourcePosition position, String key, Path path, String hint) {
        if (!trusted) {
            PathTrail.fault(root, path).ifPresent(fault -> {
                List<String> hints = List.of("its values get into a container: use a file of the repository", hint);
                throw refused(position, key + " " + fault, hints);
            });
        }
    }

    /** Compose resolves paths against the project directory, or against the directory of the file. */
    private List<Path> candidates(Pending from, String name) {
        String path = name.equals("~") || name.startsWith("~/") ? home + name.substring(1) : name;
        try {
            return Stream.of(from.directory(), from.file().resolveSibling(""))
                    .map(directory -> directory.resolve(path).normalize())
                    .distinct()
                    .toList();
        } catch (InvalidPathException notAPath) {
            return List.of();
        }
    }

    private static Failure refused(SourcePosition position, String message, List<String> hints) {
        return new Failure(new ConfigProblem.Invalid(position, message, hints));
    }
}
