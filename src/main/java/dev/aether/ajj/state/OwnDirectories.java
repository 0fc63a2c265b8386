package dev.aether.ajj.state;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.error.StateProblem;
import dev.aether.ajj.files.Unwritable;
import dev.aether.ajj.model.text.Bytes;
import dev.aether.ajj.model.text.ShellWord;
import dev.aether.ajj.spi.report.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks, without writing, whether ajj's own directories are writable and have free space. */
final class OwnDirectories {
    static final String PERMISSIONS = "permissions";
    static final String SPACE = "disk";
    private static final long MIN_BYTES = 1_000_000;
    private static final long LOW_BYTES = 200_000_000;

    private OwnDirectories() {}

    /** @param directories may be missing; it must then be possible to create them */
    static List<Finding> permissions(List<Path> directories) {
        List<Finding> broken = directories.stream()
                .flatMap(directory -> problem(directory).stream())
                .map(problem -> Finding.broken(PERMISSIONS, problem))
                .toList();
        return broken.isEmpty() ? List.of(Finding.ok(PERMISSIONS, "writable: " + join(directories))) : broken;
    }

    private static String join(List<Path> directories) {
        return String.join(", ", directories.stream().map(Path::toString).toList());
    }

    private static Optional<Problem> problem(Path directory) {
        if (!Files.isDirectory(directory)) {
            Path parent = Unwritable.nearestExisting(directory);
            return isWritable(parent) ? Optional.empty() : Optional.of(Unwritable.problem(directory, reason(parent)));
        }
        return Stream.concat(Stream.of(directory), locks(directory))
                .filter(path -> !isWritable(path))
                .findFirst()
                .map(path -> problem(directory, path, reason(path)));
    }

    /** Suggests a recursive chown, which is safe because everything in the directory is ajj's. */
    private static Problem problem(Path directory, Path culprit, IOException reason) {
        StateProblem.Locked problem = Unwritable.problem(culprit, reason);
        return reason instanceof AccessDeniedException
                ? new StateProblem.Locked(
                        problem.file(),
                        problem.reason(),
                        List.of(
                                problem.hints().getFirst(),
                                "if an earlier ajj ran as root (sudo), change the owner back: sudo chown -R \"$(id -un)\" "
                                        + ShellWord.quoted(directory.toString())))
                : problem;
    }

    /** Only lock files must be writable. Other files are replaced, which needs permissions of the directory only. */
    private static Stream<Path> locks(Path directory) {
        try (Stream<Path> files = Files.walk(directory, 2)) {
            return files.filter(file -> file.toString().endsWith(".lock") || file.endsWith("locks")).toList().stream();
        } catch (IOException | UncheckedIOException unreadable) {
            return Stream.empty(); // reported for the directory itself
        }
    }

    private static boolean isWritable(Path path) {
        return Files.isWritable(path) && (!Files.isDirectory(path) || Files.isExecutable(path));
    }

    private static IOException reason(Path path) {
        try {
            return Files.getFileStore(path).isReadOnly()
                    ? new FileSystemException(path.toString(), null, "Read-only file system")
                    : new AccessDeniedException(path.toString());
        } catch (IOException unknown) {
            return new AccessDeniedException(path.toString());
        }
    }

    /** @param directories at least one; may be missing */
    static Finding space(List<Path> directories) {
        Path least = directories.stream()
                .map(Unwritable::nearestExisting)
                .min(Comparator.comparingLong(OwnDirectories::free))
                .orElseThrow();
        return spaceFinding(least, free(least));
    }

    static Finding spaceFinding(Path directory, long free) {
        String message = Bytes.readable(free) + " free for ajj's own files in " + directory;
        List<String> hints = List.of("free some space on its disk: df -h " + ShellWord.quoted(directory.toString()));
        Map<String, Object> details = Map.of("directory", directory.toString(), "free_bytes", free);
        if (free < MIN_BYTES) {
            return Finding.broken(SPACE, new StateProblem.Locked(directory, "only " + message, hints));
        }
        return free < LOW_BYTES
                ? Finding.warning(SPACE, "only " + message, hints, details)
                : Finding.ok(SPACE, message, details);
    }

    private static long free(Path directory) {
        try {
            return Files.getFileStore(directory).getUsableSpace();
        } catch (IOException unreadable) {
            throw new Failure(
                    new StateProblem.Locked(
                            directory,
                            String.valueOf(unreadable.getMessage()),
                            List.of("check its disk: df -h " + ShellWord.quoted(directory.toString()))),
                    unreadable);
        }
    }
}
