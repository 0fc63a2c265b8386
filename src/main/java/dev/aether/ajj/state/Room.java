package dev.aether.ajj.state;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.StateProblem;
import dev.aether.ajj.model.Bytes;
import dev.aether.ajj.model.ShellWord;
import dev.aether.ajj.spi.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** How much can still be written where ajj keeps its files. They are small, but no command works without them. */
final class Room {
    private static final String NAME = "disk";
    private static final long NONE = 1_000_000;
    private static final long LITTLE = 200_000_000;

    private Room() {}

    private record Space(Path directory, long free) {}

    /** @param directories at least one; may be missing */
    static Finding of(List<Path> directories) {
        Space least = directories.stream()
                .map(WriteAccess::nearest)
                .map(directory -> new Space(directory, free(directory)))
                .min(Comparator.comparingLong(Space::free))
                .orElseThrow();
        return judge(least.directory(), least.free());
    }

    static Finding judge(Path directory, long free) {
        String message = Bytes.readable(free) + " free for ajj's own files in " + directory;
        List<String> hints = List.of("see what fills it: df -h " + ShellWord.quoted(directory.toString()));
        Map<String, Object> details = Map.of("directory", directory.toString(), "free_bytes", free);
        if (free < NONE) {
            return Finding.broken(NAME, new StateProblem.Locked(directory, "only " + message, hints));
        }
        return free < LITTLE
                ? Finding.warning(NAME, "only " + message, hints, details)
                : Finding.ok(NAME, message, details);
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
