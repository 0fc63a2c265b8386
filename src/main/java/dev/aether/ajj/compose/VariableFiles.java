package dev.aether.ajj.compose;

import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.files.RegularFile;
import dev.aether.ajj.model.template.InjectedBlock;
import dev.aether.ajj.model.text.SourcePosition;
import dev.aether.ajj.model.workspace.PathTrail;
import dev.aether.ajj.model.workspace.RealPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The {@code .env} files with values for variables of compose files. The workspace's overrides the main workspace's, which is read
 * because an untracked {@code .env} often exists only there. ajj's injected block is removed: with it, services would depend on
 * their own addresses.
 */
final class VariableFiles implements AutoCloseable {
    private static final String NAME = ".env";
    /** What Compose reads as true. */
    private static final Pattern TRUE = Pattern.compile("(?i)1|t|true|y|yes");

    private static final long MAX_POINTER = 4096;
    private static final String MASK = "******";
    private static final int MIN_SECRET = 4;
    private static final Pattern QUOTED = Pattern.compile("[\"']((?:[^\"'\\\\]|\\\\.)*+)[\"']");

    /** A reference to a variable; its value is recorded separately. */
    private static final Pattern REFERENCE = Pattern.compile("\\$(?:\\{[^}]*}?|\\w+)");

    /** Compose splits some values before it reports an error in them. */
    private static final Pattern BETWEEN_PARTS = Pattern.compile("[^\\p{L}\\p{N}]+");
    /** The name and the beginning of the value of a variable. */
    private static final Pattern ASSIGNMENT =
            Pattern.compile("\\b([A-Za-z_]\\w*+)[^\\w=:]*+[=:]\\s*[\"']?([^\\s\"']*)");

    /** Each with the directory that it must be in; later ones override earlier ones. */
    private final SequencedMap<Path, Path> originals = new LinkedHashMap<>();
    /** Values that messages must not contain; longer ones first. */
    private final NavigableSet<String> secrets =
            new TreeSet<>(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    private final Map<String, String> values = new HashMap<>();

    /** Temporary files, with their originals. */
    private final SequencedMap<Path, Path> temporary = new LinkedHashMap<>();

    private final Path scratch;

    /**
     * Finds the files.
     *
     * @param directory of the compose file
     * @param environment may contain {@code COMPOSE_ENV_FILES}, which replaces these files
     * @param scratch directory for temporary files, see {@link ComposeCache#scratch}
     */
    VariableFiles(Path directory, Path root, Map<String, String> environment, Path scratch) {
        this.scratch = scratch;
        if (directory.startsWith(root) && !ComposeEnvironment.trustsAll(environment)) {
            ComposeEnvironment.variableFiles(environment).forEach(name -> refuseOutside(root, directory, name));
        }
        boolean named = !environment.getOrDefault("COMPOSE_ENV_FILES", "").isEmpty();
        if (named
                || TRUE.matcher(environment.getOrDefault("COMPOSE_DISABLE_ENV_FILE", ""))
                        .matches()) {
            return;
        }
        if (directory.startsWith(root)) {
            mainRoot(root).ifPresent(main -> add(main.resolve(root.relativize(directory)), main));
            add(directory, root);
        } else if (ComposeEnvironment.trustsAll(environment)) {
            add(directory, directory); // other repositories may not use a .env outside the workspace
        }
    }

    /** Returns the main workspace's file, which may not exist; empty in the main workspace. */
    static List<Path> candidates(Path directory, Path root) {
        return mainRoot(root).filter(_ -> directory.startsWith(root)).stream()
                .map(main -> main.resolve(root.relativize(directory)).resolve(NAME))
                .toList();
    }

    /** The user's relative paths apply to every repository, and a repository could make one of them a link. */
    private static void refuseOutside(Path root, Path directory, Path name) {
        Path file = directory.resolve(name);
        if (!name.isAbsolute()) {
            PathTrail.fault(RealPath.of(root), file).ifPresent(fault -> {
                throw new Failure(new ConfigProblem.Invalid(
                        new SourcePosition(file, 1, 1),
                        "it is in COMPOSE_ENV_FILES, and it " + fault,
                        List.of("to use it for this repository, put its absolute path in COMPOSE_ENV_FILES")));
            });
        }
    }

    private void add(Path directory, Path top) {
        Path file = directory.resolve(NAME);
        if (isOwnFile(file)) {
            originals.put(file, top);
        }
    }

    /** Refuses a link: a committed one could lead to any file of the user, whose values would get into containers. */
    private static boolean isOwnFile(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
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

    /** Returns the files; later ones override earlier ones. */
    List<Path> originals() {
        return List.copyOf(originals.keySet());
    }

    /**
     * Returns copies of the files for Compose to read, because a container could replace an original by a link.
     *
     * @throws IOException when one cannot be read
     */
    List<Path> copies() throws IOException {
        List<Path> copies = new ArrayList<>();
        for (var original : originals.entrySet()) {
            copies.add(copy(original.getKey(), original.getValue()));
        }
        return copies;
    }

    /**
     * Copies a file without ajj's injected block. If it does not exist, neither does the copy.
     *
     * @param top the directory that it must be in
     * @throws IOException when it cannot be read, or is elsewhere
     */
    Path copy(Path file, Path top) throws IOException {
        try {
            byte[] content = RegularFile.readInside(top, file);
            addValues(content);
            String bytes = InjectedBlock.removeFrom(new String(content, StandardCharsets.ISO_8859_1));
            return temporary(bytes.getBytes(StandardCharsets.ISO_8859_1), file);
        } catch (NoSuchFileException missing) {
            Path copy = temporary(new byte[0], file);
            Files.delete(copy);
            return copy;
        }
    }

    /** Records the values of a file that Compose reads itself, so that {@link #redact} hides them. The file may not exist. */
    void hideValues(Path file) throws IOException {
        if (Files.exists(file)) {
            addValues(RegularFile.read(file));
        }
    }

    /** Returns all recorded variables with their values, which are not exact. */
    Map<String, String> values() {
        return values;
    }

    private void addValues(byte[] content) {
        for (String line : new String(content, StandardCharsets.UTF_8).lines().toList()) {
            addSecrets(line);
            Matcher assignment = ASSIGNMENT.matcher(line.stripLeading().startsWith("#") ? "" : line);
            while (assignment.find()) {
                values.put(assignment.group(1), assignment.group(2));
            }
        }
    }

    /** Records the line and its value, in the forms in which Compose may quote them. */
    private void addSecrets(String line) {
        String raw = line.replaceFirst("^[^=:]*[=:]", "").strip();
        String unquoted = raw.replaceAll("^[\"']|[\"']$", "");
        Matcher quoted = QUOTED.matcher(raw);
        String value = quoted.lookingAt()
                ? quoted.group(1)
                : raw.replaceFirst("(?s)\\s#.*", "").strip();
        Stream.of(line.strip(), unquoted, value, value.replaceAll("\\\\(.)", "$1"))
                .flatMap(text -> Stream.concat(Stream.of(text), REFERENCE.splitAsStream(text)))
                .flatMap(text -> Stream.concat(Stream.of(text), BETWEEN_PARTS.splitAsStream(text)))
                .filter(text -> text.length() >= MIN_SECRET && !text.startsWith("#"))
                .forEach(secrets::add);
    }

    /** Creates a file that only the user may read, and that messages name as another one. Closing this deletes it. */
    Path temporary(String text, Path original) throws IOException {
        return temporary(text.getBytes(StandardCharsets.UTF_8), original);
    }

    private Path temporary(byte[] content, Path original) throws IOException {
        Path file = Files.createTempFile(scratch, ComposeCache.scratchPrefix(), NAME); // mode 0600
        temporary.put(file, original);
        return Files.write(file, content);
    }

    /**
     * Returns a message of Compose with the names of originals instead of copies, and without their values.
     *
     * @param known text of the compose files; a value that is in it is not secret
     */
    String redact(String message, String known) {
        String redacted = message;
        for (var copy : temporary.entrySet()) {
            Path original = copy.getValue();
            redacted = redacted.replace(copy.getKey().toString(), original.toString())
                    .replace(String.valueOf(copy.getKey().getFileName()), String.valueOf(original.getFileName()));
        }
        for (String value : secrets) {
            redacted = known.contains(value) ? redacted : redacted.replace(value, MASK);
        }
        return redacted;
    }

    /** Returns the line of an original that a message of Compose names; otherwise the position, but never one in a copy. */
    SourcePosition original(String message, SourcePosition position) {
        for (var copy : temporary.entrySet()) {
            Matcher line = Pattern.compile(Pattern.quote(copy.getKey().toString()) + "\\S*:? line (\\d{1,7})")
                    .matcher(message);
            if (line.find()) {
                return new SourcePosition(copy.getValue(), Integer.parseInt(line.group(1)), 1);
            }
        }
        Path original = temporary.getOrDefault(position.file(), position.file());
        return original.equals(position.file()) ? position : new SourcePosition(original, 1, 1);
    }

    @Override
    public void close() {
        for (Path file : temporary.keySet()) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException _) {
                // a leftover temporary file is not worth a failure
            }
        }
    }
}
