package dev.aether.ajj.docker.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aether.ajj.docker.engine.EngineAddress;
import dev.aether.ajj.docker.http.EngineRefusal;
import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.model.text.Bytes;
import dev.aether.ajj.spi.report.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;

/** The disk space that an engine has for images and volumes. */
final class EngineDisk {
    static final String NAME = "disk";

    /** Needed to create any container. */
    private static final long MIN_BYTES = 50_000_000;
    /** The image of a database and its first data. */
    private static final long LOW_BYTES = 2_000_000_000;

    private EngineDisk() {}

    static Finding of(EngineAddress address, JsonNode info) {
        String directory = info.path("DockerRootDir").asText("");
        OptionalLong free = isHere(address, info) ? free(directory) : OptionalLong.empty();
        return free.isPresent()
                ? finding(directory, free.getAsLong())
                : Finding.ok(NAME, "the engine's disk cannot be checked from here; see: docker system df");
    }

    static Finding finding(String directory, long free) {
        String message = Bytes.readable(free) + " free for images and volumes in " + directory;
        if (free < MIN_BYTES) {
            return Finding.broken(NAME, new BackendProblem.Unavailable("only " + message, EngineRefusal.DISK_FULL));
        }
        Map<String, Object> details = Map.of("directory", directory, "free_bytes", free);
        return free < LOW_BYTES
                ? Finding.warning(NAME, "only " + message, EngineRefusal.DISK_FULL.subList(1, 2), details)
                : Finding.ok(NAME, message, details);
    }

    /** False for an engine in a virtual machine, where the path is on another disk. Its kernel differs too. */
    private static boolean isHere(EngineAddress address, JsonNode info) {
        return "unix".equals(address.host().getScheme())
                && System.getProperty("os.version", "")
                        .equals(info.path("KernelVersion").asText())
                && !"Docker Desktop".equals(info.path("OperatingSystem").asText());
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
