package dev.aether.ajj.compose;

import dev.aether.ajj.model.InjectedBlock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
 * The {@code .env} files that give values to variables of compose files: that of the workspace, and before it that of the main
 * workspace, because a file that is not committed is in the main workspace only. What ajj injected is left out: it would make
 * the services depend on their own addresses.
 */
final class VariableFiles implements AutoCloseable {
    private static final String NAME = ".env";
    /** What Compose takes for yes. */
    private static final Pattern ON = Pattern.compile("(?i)1|t|true|y|yes");

    private static final long LONGEST_POINTER = 4096;

    private final List<Path> originals = new ArrayList<>();
    private final List<Path> temporary = new ArrayList<>();

    /**
     * Finds the files.
     *
     * @param directory of the compose file
     * @param root of its workspace
     * @param environment a variable of Compose in it may name other files
     */
    VariableFiles(Path directory, Path root, Map<String, String> environment) {
        boolean named = !environment.getOrDefault("COMPOSE_ENV_FILES", "").isEmpty();
        if (named
                || ON.matcher(environment.getOrDefault("COMPOSE_DISABLE_ENV_FILE", ""))
                        .matches()) {
            return;
        }
        if (!directory.startsWith(root) && !ComposeEnvironment.trustsAll(environment)) {
            return; // what the user keeps elsewhere is not for this repository
        }
        Optional<Path> main = directory.startsWith(root)
                ? mainRoot(root).map(found -> found.resolve(root.relativize(directory)))
                : Optional.empty();
        Stream.concat(main.stream(), Stream.of(directory))
                .map(place -> place.resolve(NAME))
                .filter(VariableFiles::isOwnFile)
                .forEach(originals::add);
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
        return originals;
    }

    /** The files without what ajj injected; as Compose is to read them. */
    List<Path> withoutInjected() throws IOException {
        return withoutInjected(originals);
    }

    /** The same of other files. */
    List<Path> withoutInjected(List<Path> injected) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path original : injected) {
            String text = Files.readString(original, StandardCharsets.ISO_8859_1);
            String own = InjectedBlock.removeFrom(text);
            files.add(own.equals(text) ? original : temporary(own));
        }
        return files;
    }

    /** A file that only the user may read, until this is closed. */
    Path temporary(String text) throws IOException {
        Path file = Files.createTempFile("ajj-", NAME); // mode 0600
        temporary.add(file);
        return Files.writeString(file, text, StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        for (Path file : temporary) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException _) {
                // a temporary file that stays is no failure
            }
        }
    }
}
