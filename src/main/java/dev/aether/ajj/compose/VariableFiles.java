package dev.aether.ajj.compose;

import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.files.ContainedFile;
import dev.aether.ajj.files.RegularFile;
import dev.aether.ajj.model.template.InjectedBlock;
import dev.aether.ajj.model.text.SourcePosition;
import dev.aether.ajj.model.workspace.PathTrail;
import dev.aether.ajj.model.workspace.RealPath;
import dev.aether.ajj.spi.config.ComposeSource.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
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
 * The {@code .env} files that give values to variables of compose files: that of the workspace, and before it that of the main
 * workspace, because a file that is not committed is in the main workspace only. What ajj injected is left out: it would make
 * the services depend on their own addresses.
 */
final class VariableFiles implements AutoCloseable {
    private static final String NAME = ".env";
    /** What Compose takes for yes. */
    private static final Pattern ON = Pattern.compile("(?i)1|t|true|y|yes");

    private static final long LONGEST_POINTER = 4096;
    private static final String MASK = "******";
    private static final int SHORTEST_SECRET = 4;
    private static final Pattern QUOTED = Pattern.compile("[\"']((?:[^\"'\\\\]|\\\\.)*)[\"']");

    /** What a value has in place of another one, whose own value is known too. */
    private static final Pattern REFERENCE = Pattern.compile("\\$(?:\\{[^}]*}?|\\w+)");

    /** Compose takes some values apart before it complains of them. */
    private static final Pattern BETWEEN_PARTS = Pattern.compile("[^\\p{L}\\p{N}]+");

    /** In the order in which later ones override earlier ones, each with a directory that it has to be in. */
    private final SequencedMap<Path, Path> originals = new LinkedHashMap<>();
    /** What must not be in a message; longer ones first. */
    private final NavigableSet<String> values =
            new TreeSet<>(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    /** Files of ajj's own, and what they are copies of. */
    private final SequencedMap<Path, Optional<Path>> temporary = new LinkedHashMap<>();

    private final Path scratch;

    /**
     * Finds the files.
     *
     * @param directory of the compose file
     * @param root of its workspace
     * @param environment a variable of Compose in it may name other files
     * @param scratch directory for temporary files, see {@link ComposeCache#scratch}
     */
    VariableFiles(Path directory, Path root, Map<String, String> environment, Path scratch) {
        this.scratch = scratch;
        if (directory.startsWith(root) && !ComposeEnvironment.trustsAll(environment)) {
            ComposeEnvironment.variableFiles(environment).forEach(name -> refuseOutside(root, directory, name));
        }
        boolean named = !environment.getOrDefault("COMPOSE_ENV_FILES", "").isEmpty();
        if (named
                || ON.matcher(environment.getOrDefault("COMPOSE_DISABLE_ENV_FILE", ""))
                        .matches()) {
            return;
        }
        if (directory.startsWith(root)) {
            mainRoot(root).ifPresent(main -> add(main.resolve(root.relativize(directory)), main));
            add(directory, root);
        } else if (ComposeEnvironment.trustsAll(environment)) {
            add(directory, directory); // what the user keeps elsewhere is for no other repository
        }
    }

    /** The user names files of each repository so, and a repository could make one of them a link. */
    private static void refuseOutside(Path root, Path directory, Path name) {
        Path file = directory.resolve(name);
        if (!name.isAbsolute()) {
            PathTrail.fault(RealPath.of(root), file).ifPresent(fault -> {
                throw new Failure(new ConfigProblem.Invalid(
                        new SourcePosition(file, 1, 1),
                        "COMPOSE_ENV_FILES names it, and it " + fault,
                        List.of("if you want it for this repository, give its absolute path in COMPOSE_ENV_FILES")));
            });
        }
    }

    private void add(Path directory, Path top) {
        Path file = directory.resolve(NAME);
        if (isOwnFile(file)) {
            originals.put(file, top);
        }
    }

    /** A link that a commit brings could lead to any file of the user, and Compose would put its values into containers. */
    private static boolean isOwnFile(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** The main workspace, when this is another one: its {@code .jj/repo} is a file that leads there. */
    private static Optional<Path> mainRoot(Path root) {
        Path pointer = root.resolve(".jj").resolve("repo");
        try {
            if (!Files.isRegularFile(pointer) || Files.size(pointer) > LONGEST_POINTER) {
                return Optional.empty();
            }
            Path repo =
                    pointer.resolveSibling(Files.readString(pointer).strip()).normalize();
            return Optional.ofNullable(repo.getParent()).map(Path::getParent);
        } catch (IOException | InvalidPathException unreadable) {
            return Optional.empty();
        }
    }

    /** The files; later ones override earlier ones. */
    List<Path> originals() {
        return List.copyOf(originals.keySet());
    }

    /**
     * Copies of the files, as Compose is to read them: a container could replace an original by a link before that.
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
     * A copy of another file of variables, without what ajj injected; when that does not exist, the copy does not either.
     *
     * @param top the directory that it has to be in
     * @throws IOException when it cannot be read, or is elsewhere
     */
    Path copy(Path file, Path top) throws IOException {
        try {
            byte[] content = ContainedFile.read(top, file);
            new String(content, StandardCharsets.UTF_8).lines().forEach(this::addValues);
            String bytes = InjectedBlock.removeFrom(new String(content, StandardCharsets.ISO_8859_1));
            return temporary(bytes.getBytes(StandardCharsets.ISO_8859_1), Optional.of(file));
        } catch (NoSuchFileException missing) {
            Path copy = temporary(new byte[0], Optional.of(file));
            Files.delete(copy);
            return copy;
        }
    }

    /** Keeps the values of a file that Compose reads itself out of messages; one that does not exist has none. */
    void hideValues(Path file) throws IOException {
        if (Files.exists(file)) {
            new String(RegularFile.read(file), StandardCharsets.UTF_8).lines().forEach(this::addValues);
        }
    }

    /** Compose quotes a line that it cannot read, and a value that it cannot use. */
    private void addValues(String line) {
        String written = line.replaceFirst("^[^=:]*[=:]", "").strip();
        String value = written.replaceAll("^[\"']|[\"']$", "");
        Matcher quoted = QUOTED.matcher(written);
        String read = quoted.lookingAt()
                ? quoted.group(1)
                : written.replaceFirst("\\s#.*$", "").strip();
        Stream.of(line.strip(), value, read, read.replaceAll("\\\\(.)", "$1"))
                .flatMap(text -> Stream.concat(Stream.of(text), REFERENCE.splitAsStream(text)))
                .flatMap(text -> Stream.concat(Stream.of(text), BETWEEN_PARTS.splitAsStream(text)))
                .filter(text -> text.length() >= SHORTEST_SECRET && !text.startsWith("#"))
                .forEach(values::add);
    }

    /** A file that only the user may read, until this is closed. */
    Path temporary(String text) throws IOException {
        return temporary(text.getBytes(StandardCharsets.UTF_8), Optional.empty());
    }

    private Path temporary(byte[] content, Optional<Path> original) throws IOException {
        Path file = Files.createTempFile(scratch, ComposeCache.scratchPrefix(), NAME); // mode 0600
        temporary.put(file, original);
        return Files.write(file, content);
    }

    /** A compose file that Compose reads in place of those of a request, or after them. */
    Path standsFor(String text, Request request) throws IOException {
        return temporary(
                text.getBytes(StandardCharsets.UTF_8),
                Optional.of(request.files().getFirst()));
    }

    /** The first file of the request when the position is in a file that {@link #standsFor} it; else the position. */
    SourcePosition standIn(SourcePosition position, Request request) {
        return temporary.containsKey(position.file())
                ? new SourcePosition(request.files().getFirst(), 1, 1)
                : position;
    }

    /**
     * A message of Compose, with the names of the originals in place of those of the copies, and without their values.
     *
     * @param known text of the compose files: a word that stands there too is no secret
     */
    String named(String message, String known) {
        String named = message;
        for (var copy : temporary.entrySet()) {
            if (copy.getValue().isPresent()) {
                Path original = copy.getValue().get();
                named = named.replace(copy.getKey().toString(), original.toString())
                        .replace(String.valueOf(copy.getKey().getFileName()), String.valueOf(original.getFileName()));
            }
        }
        for (String value : values) {
            named = known.contains(value) ? named : named.replace(value, MASK);
        }
        return named;
    }

    /** The line of an original that a message of Compose speaks of; empty when it speaks of no such line. */
    Optional<SourcePosition> position(String message) {
        for (var copy : temporary.entrySet()) {
            Matcher line = Pattern.compile(Pattern.quote(copy.getKey().toString()) + "\\S*:? line (\\d{1,7})")
                    .matcher(message);
            if (copy.getValue().isPresent() && line.find()) {
                return Optional.of(new SourcePosition(copy.getValue().get(), Integer.parseInt(line.group(1)), 1));
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        for (Path file : temporary.keySet()) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException _) {
                // a temporary file that stays is no failure
            }
        }
    }
}
