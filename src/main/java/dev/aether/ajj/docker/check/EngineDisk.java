package dev.aether.ajj.docker.check;

import com.github.dockerjava.api.model.Info;
import dev.aether.ajj.docker.engine.EngineAddress;
import dev.aether.ajj.docker.engine.EngineMessage;
import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.model.text.Bytes;
import dev.aether.ajj.spi.report.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

/** The room that an engine has for images and volumes. */
final class EngineDisk {
    static final String NAME = "disk";

    /** No container can be made with less. */
    private static final long NONE = 50_000_000;
    /** The image of a database and its first data. */
    private static final long LITTLE = 2_000_000_000;

    private EngineDisk() {}

    static Finding of(EngineAddress place, Info info) {
        String directory = Objects.requireNonNullElse(info.getDockerRootDir(), "");
        OptionalLong free = isHere(place, info) ? free(directory) : OptionalLong.empty();
        return free.isPresent()
                ? judge(directory, free.getAsLong())
                : Finding.ok(NAME, "the engine's disk cannot be seen from here; it tells itself: docker system df");
    }

    static Finding judge(String directory, long free) {
        String message = Bytes.readable(free) + " free for images and volumes in " + directory;
        if (free < NONE) {
            return Finding.broken(NAME, new BackendProblem.Unavailable("only " + message, EngineMessage.DISK_FULL));
        }
        Map<String, Object> details = Map.of("directory", directory, "free_bytes", free);
        return free < LITTLE
                ? Finding.warning(NAME, "only " + message, EngineMessage.DISK_FULL.subList(1, 2), details)
                : Finding.ok(NAME, message, details);
    }

    /** In a virtual machine, as on a desktop, the same path means another disk; its kernel is another too. */
    private static boolean isHere(EngineAddress place, Info info) {
        return "unix".equals(place.host().getScheme())
                && System.getProperty("os.version", "").equals(info.getKernelVersion())
                && !"Docker Desktop".equals(info.getOperatingSystem());
    }

    private static OptionalLong free(String directory) {
        try {
            return directory.isEmpty()
                    ? OptionalLong.empty()
                    : OptionalLong.of(Files.getFileStore(Path.of(directory)).getUsableSpace());
        } catch (IOException | InvalidPathException unreadable) {
            return OptionalLong.empty();
        }
    }
}
