package dev.aether.ajj.compose;

import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.text.SourcePosition;
import dev.aether.ajj.spi.config.ComposeSource.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Detects changes of compose files between two reads. The last read relies on checks of an earlier one, and a container that
 * mounts a directory could change files in between.
 */
final class UnchangedFiles {
    private final Request request;
    private final Map<Path, String> states = new TreeMap<>();

    /** @param files all files that Compose reads; they may not exist */
    UnchangedFiles(Request request, Collection<Path> files) {
        this.request = request;
        for (Path file : files) {
            for (Path path = file;
                    path.equals(file) || isBelowRoot(path);
                    path = path.resolveSibling("").normalize()) {
                states.computeIfAbsent(path, UnchangedFiles::state);
            }
        }
    }

    /** Parents below the root count, too, because a container could replace one for a moment. It cannot move the root. */
    private boolean isBelowRoot(Path path) {
        return path.startsWith(request.root()) && !path.equals(request.root());
    }

    /** Whether a file was changed, replaced or moved since the constructor ran, even if it was restored. */
    boolean haveChanged() {
        return states.entrySet().stream()
                .anyMatch(entry -> !state(entry.getKey()).equals(entry.getValue()));
    }

    Failure failure() {
        return new Failure(
                new ConfigProblem.Invalid(
                        new SourcePosition(request.files().getFirst(), 1, 1),
                        "it changed while ajj read it",
                        List.of(
                                "run the command again; if it fails again, find the program or container that changes the files")));
    }

    private static String state(Path path) {
        try {
            return String.valueOf(new TreeMap<>(
                    Files.readAttributes(path, "unix:dev,ino,mode,size,ctime", LinkOption.NOFOLLOW_LINKS)));
        } catch (IOException missing) {
            return "";
        }
    }
}
