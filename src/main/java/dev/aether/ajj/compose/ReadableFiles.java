package dev.aether.ajj.compose;

import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.files.RegularFile;
import dev.aether.ajj.model.text.SourcePosition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Refuses files that Compose would read without end: devices, pipes, and files that are too large. It searches the texts for the
 * names of files and does not parse YAML. What it does not find, such as a name behind an alias, is stopped by the limits of
 * {@link ComposeProgram}.
 */
final class ReadableFiles {
    private static final int MOST_FILES = 200;
    private static final int MOST_NAMES = 10_000;
    private static final Pattern COMMENT =
            Pattern.compile("(?m)(\"(?:[^\"\\\\\\n]|\\\\.)*\"|'[^'\\n]*')|(?:^|(?<=\\s))#.*$");
    private static final Pattern KEY = Pattern.compile("(?<![\\w.-])[\"']?([\\w.-]++)[\"']?\\s*+:(?=[\\s\"'\\[{]|$)");
    private static final Pattern BETWEEN_NAMES = Pattern.compile("(?:^|\\s)-\\s|[\\n\\r\"'\\[\\]{},]+");
    /** A name in quotes, or a whole line, may hold what else stands between names. */
    private static final List<Pattern> WHOLE_NAMES = List.of(
            Pattern.compile("\"([^\"\\n]*)\""),
            Pattern.compile("'([^'\\n]*)'"),
            Pattern.compile("(?m)^[\\s-]*+([^\\n\\r]+)$"));

    /** Keys that only a parser of YAML can read: aliases, escapes, keys with a question mark; and values that are encoded. */
    private static final Pattern UNREADABLE_KEY =
            Pattern.compile("(?m)\\*[^\\s,\\]}]+\\s+:|\"[^\"\\n]*\\\\[^\"\\n]*\"\\s*:|(?:^|[\\s{,])\\?\\s|!!binary|!<");

    private static final String ENV = ".env";
    private static final String INCLUDE = "include";
    private static final String EXTENDS = "extends";
    private static final String PROJECT_DIRECTORY = "project_directory";
    /** An alias, or an escape: only a parser of YAML knows which name it is. */
    private static final Pattern UNREADABLE = Pattern.compile("^\\*|\\\\");

    private static final Set<String> OF_VARIABLES = Set.of("env_file", "label_file");

    /** Keys below these: whether names of files follow. */
    private static final Map<String, Boolean> INNER = Map.of(
            "path",
            true,
            "file",
            true,
            "env_file",
            true,
            PROJECT_DIRECTORY,
            true,
            "service",
            false,
            "required",
            true,
            "format",
            true);

    private final Path directory;
    private int names;
    private final Set<Path> seen = new LinkedHashSet<>();
    private final Set<Path> variables = new LinkedHashSet<>();
    private final Deque<Path> waiting = new ArrayDeque<>();

    private ReadableFiles(Path directory) {
        this.directory = directory;
    }

    /**
     * Checks compose files, and the files that these name.
     *
     * @param files absolute, at least one
     * @return these, and the files that they name for services and variables; perhaps more than Compose reads, and some that do
     *     not exist; with the root of the file system when some of them cannot be known
     * @throws Failure {@code CONFIG_INVALID}
     */
    static List<Path> require(List<Path> files) {
        ReadableFiles readable = new ReadableFiles(files.getFirst().resolveSibling(""));
        readable.variables.add(readable.directory.resolve(ENV));
        for (Path file : files) {
            fault(file).ifPresent(fault -> {
                throw refused(
                        new SourcePosition(file, 1, 1), file.getFileName() + " " + fault, "check it: ls -l " + file);
            });
            readable.enqueue(file);
        }
        readable.checkAll();
        return Stream.of(readable.seen, readable.variables)
                .flatMap(Set::stream)
                .distinct()
                .toList();
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

    private void enqueue(Path file) {
        if (seen.size() < MOST_FILES && seen.add(file)) {
            waiting.add(file);
        }
    }

    private void checkAll() {
        while (!waiting.isEmpty()) {
            Path file = waiting.remove();
            try {
                check(file, new String(RegularFile.read(file, RegularFile.LARGEST), StandardCharsets.UTF_8));
            } catch (IOException _) {
                // a directory, or Compose says that it cannot be read
            }
        }
    }

    private void check(Path file, String written) {
        String text = COMMENT.matcher(written).replaceAll("$1");
        if (UNREADABLE_KEY.matcher(text).find()) {
            variables.add(directory.getRoot());
        }
        Matcher keys = KEY.matcher(text);
        String outer = "";
        boolean more = keys.find();
        while (more) {
            String key = keys.group(1);
            int start = keys.start(1);
            int end = keys.end();
            more = keys.find();
            boolean ofVariables = OF_VARIABLES.contains(key) && outer.isEmpty();
            boolean begins = key.equals(INCLUDE) || key.equals(EXTENDS) || ofVariables;
            outer = begins ? key : INNER.containsKey(key) ? outer : "";
            if (!outer.isEmpty() && INNER.getOrDefault(key, begins)) {
                Value value = new Value(file, text, start, outer, key);
                String names = text.substring(end, more ? keys.start() : text.length());
                Stream.concat(
                                BETWEEN_NAMES.splitAsStream(names),
                                WHOLE_NAMES.stream()
                                        .flatMap(whole -> whole.matcher(names).results())
                                        .map(found -> found.group(1)))
                        .map(String::strip)
                        .distinct()
                        .filter(name -> !name.isEmpty())
                        .limit(Math.max(0, MOST_NAMES - this.names))
                        .forEach(name -> check(value, name));
            }
        }
    }

    /**
     * Where names are written.
     *
     * @param start of the key
     * @param outer the key that it is below
     */
    private record Value(Path file, String text, int start, String outer, String key) {
        Failure refused(Path named, String fault) {
            int line = 1
                    + (int) text.substring(0, start)
                            .chars()
                            .filter(each -> each == '\n')
                            .count();
            return ReadableFiles.refused(
                    new SourcePosition(file, line, 1),
                    outer + " leads to " + named + ", which " + fault,
                    "name a regular file of at most " + (RegularFile.LARGEST >> 20) + " MiB");
        }
    }

    private void check(Value value, String name) {
        names++;
        List<Path> paths = paths(value.file(), name);
        if (UNREADABLE.matcher(name).find()) {
            variables.add(directory.getRoot());
        }
        if (OF_VARIABLES.contains(value.key()) || OF_VARIABLES.contains(value.outer())) {
            variables.addAll(paths);
        }
        if (OF_VARIABLES.contains(value.outer())) {
            return; // read when the services are known that are taken
        }
        for (Path named : paths) {
            require(value, named);
            if (value.outer().equals(INCLUDE) && Files.exists(named)) {
                // Compose reads it for the variables of the included file.
                Path env = value.key().equals(PROJECT_DIRECTORY) ? named.resolve(ENV) : named.resolveSibling(ENV);
                require(value, env);
                variables.add(env);
            }
            if (Files.isRegularFile(named) && !value.key().equals("env_file")) {
                enqueue(named);
            }
        }
    }

    private static void require(Value value, Path file) {
        RegularFile.fault(file).ifPresent(fault -> {
            throw value.refused(file, fault);
        });
    }

    /** Compose resolves names from the project directory or from the file that has them. */
    private List<Path> paths(Path file, String name) {
        List<Path> paths = new ArrayList<>();
        try {
            paths.add(directory.resolve(name).normalize());
            paths.add(file.resolveSibling(name).normalize());
        } catch (InvalidPathException notAPath) {
            // a word that cannot name a file
        }
        return paths;
    }

    private static Failure refused(SourcePosition position, String message, String hint) {
        return new Failure(new ConfigProblem.Invalid(position, message, List.of(hint)));
    }
}
