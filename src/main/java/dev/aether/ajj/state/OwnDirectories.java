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

/**
 * Whether ajj can write where it keeps its own files: they are small, but no command works without them. Asks the system,
 * and writes nothing to find out.
 */
final class OwnDirectories {
    static final String PERMISSIONS = "permissions";
    static final String SPACE = "disk";
    private static final long NO_SPACE = 1_000_000;
    private static final long LITTLE_SPACE = 200_000_000;

    private OwnDirectories() {}

    /** @param directories may be missing: then it must be possible to make them */
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
            Path above = nearest(directory);
            return isWritable(above) ? Optional.empty() : Optional.of(Unwritable.problem(directory, reason(above)));
        }
        return Stream.concat(Stream.of(directory), locks(directory))
                .filter(path -> !isWritable(path))
                .findFirst()
                .map(path -> ofOwn(directory, path, reason(path)));
    }

    /** All that is in the directory is ajj's: to give it back whole is safe, and once is enough. */
    private static Problem ofOwn(Path directory, Path culprit, IOException reason) {
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

    /** Other files are replaced, for which the directory's own permission counts. */
    private static Stream<Path> locks(Path directory) {
        try (Stream<Path> files = Files.walk(directory, 2)) {
            return files.filter(file -> file.toString().endsWith(".lock") || file.endsWith("locks")).toList().stream();
        } catch (IOException | UncheckedIOException unreadable) {
            return Stream.empty(); // the directory's own finding tells
        }
    }

    /** The directory, or the one above it in which it would be made. */
    private static Path nearest(Path directory) {
        Path candidate = directory.toAbsolutePath();
        while (!Files.exists(candidate) && candidate.getParent() != null) {
            candidate = candidate.getParent();
        }
        return candidate;
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

    private record Space(Path directory, long free) {}

    /** @param directories at least one; may be missing */
    static Finding space(List<Path> directories) {
        Space least = directories.stream()
                .map(OwnDirectories::nearest)
                .map(directory -> new Space(directory, free(directory)))
                .min(Comparator.comparingLong(Space::free))
                .orElseThrow();
        return judge(least.directory(), least.free());
    }

    static Finding judge(Path directory, long free) {
        String message = Bytes.readable(free) + " free for ajj's own files in " + directory;
        List<String> hints = List.of("see what fills it: df -h " + ShellWord.quoted(directory.toString()));
        Map<String, Object> details = Map.of("directory", directory.toString(), "free_bytes", free);
        if (free < NO_SPACE) {
            return Finding.broken(SPACE, new StateProblem.Locked(directory, "only " + message, hints));
        }
        return free < LITTLE_SPACE
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
                            List.of("see what is there: df -h " + ShellWord.quoted(directory.toString()))),
                    unreadable);
        }
    }
}
