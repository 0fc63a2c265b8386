package dev.aether.ajj.compose;

import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.SourcePosition;
import dev.aether.ajj.spi.ComposeSource.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Compose files that have to stay as they are while they are read several times, because the last reading relies on what was
 * found before. A container that mounts a directory with one of them could change it in between.
 */
final class UnchangedFiles {
    private final Request request;
    private final Map<Path, String> states = new TreeMap<>();

    /**
     * Looks at the files, and at those that an {@code include} can bring.
     *
     * @throws Failure {@code CONFIG_INVALID} when it cannot be known which these are
     * @throws IOException when a file cannot be read
     */
    UnchangedFiles(Request request, Map<String, String> environment) throws IOException {
        this.request = request;
        addAll(request.files());
        if (IncludedVariables.areIn(request.files())) {
            addAll(ComposeInputs.all(request.files(), environment).orElseThrow(this::unknown));
        }
    }

    /** Whether one of them was changed, replaced or moved since, also when that was undone. */
    boolean haveChanged() {
        return states.entrySet().stream()
                .anyMatch(entry -> !state(entry.getKey()).equals(entry.getValue()));
    }

    Failure failure() {
        return new Failure(
                new ConfigProblem.Invalid(
                        start(),
                        "it, or a file that it names, changed while ajj read it",
                        List.of(
                                "run the command again; if that does not help, a program or a container keeps changing the files")));
    }

    private void addAll(Collection<Path> files) {
        for (Path file : files) {
            for (Path path = file;
                    isWatched(path);
                    path = path.resolveSibling("").normalize()) {
                states.computeIfAbsent(path, UnchangedFiles::state);
            }
        }
    }

    /** A directory that was moved away and back leads to another file meanwhile. The root itself is in nobody's hands. */
    private boolean isWatched(Path path) {
        return request.files().contains(path)
                || (path.startsWith(request.root()) && !path.equals(request.root()))
                || Files.isRegularFile(path);
    }

    private static String state(Path path) {
        try {
            return String.valueOf(new TreeMap<>(
                    Files.readAttributes(path, "unix:dev,ino,mode,size,ctime", LinkOption.NOFOLLOW_LINKS)));
        } catch (IOException missing) {
            return "";
        }
    }

    private Failure unknown() {
        return new Failure(new ConfigProblem.Invalid(
                start(),
                "it includes files that ajj cannot know before Compose reads them: their names are made from variables or escapes",
                List.of("write the names of files out", "or trust all repositories for this call: AJJ_TRUST=all")));
    }

    private SourcePosition start() {
        return new SourcePosition(request.files().getFirst(), 1, 1);
    }
}
