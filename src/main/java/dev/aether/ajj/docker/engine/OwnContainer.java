package dev.aether.ajj.docker.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aether.ajj.model.text.ShellWord;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The container that ajj itself runs in. The engine resolves paths on its own machine, so a workspace must be mounted
 * at the same path in the container.
 *
 * @param id 64 hexadecimal digits
 */
public record OwnContainer(String id) {
    private static final Path MOUNTS = Path.of("/proc/self/mountinfo");
    private static final List<Path> MARKERS = List.of(Path.of("/.dockerenv"), Path.of("/run/.containerenv"));
    /**
     * Engines mount these files from a directory with the container's id. Other mounts with such a directory belong to containers of an
     * engine that runs in the same container as ajj.
     */
    private static final Pattern OWN_FILE =
            Pattern.compile("containers/([0-9a-f]{64})/\\S+ /etc/(?:hosts|hostname|resolv\\.conf) ");
    /** Where Docker Desktop's virtual machine mounts the host's files. */
    public static final String DESKTOP = "/host_mnt";

    private record Mount(Path source, Path destination) {}

    /**
     * A workspace whose path is different for the engine.
     *
     * @param reason what is wrong, without a full stop
     */
    public record Misplaced(String reason, String hint) {}

    /** Returns the container of this process; empty when it is not in one or the id is unknown. */
    public static Optional<OwnContainer> current() {
        if (MARKERS.stream().noneMatch(Files::exists)) {
            return Optional.empty();
        }
        try {
            return parse(Files.readString(MOUNTS));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** Returns the container to which a list of mounts belongs. */
    static Optional<OwnContainer> parse(String mountinfo) {
        return OWN_FILE.matcher(mountinfo)
                .results()
                .findFirst()
                .map((MatchResult found) -> new OwnContainer(found.group(1)));
    }

    /**
     * Returns hints for a socket that cannot be used from inside a container.
     *
     * @param denied whether the socket exists but permission was denied
     */
    static List<String> socketHints(URI socket, boolean denied) {
        Path path = Path.of(socket.getPath());
        String word = ShellWord.quoted(path.toString());
        return denied
                ? List.of(
                        "ajj runs in a container whose user is not in the socket's group; add it: docker run --group-add "
                                + group(path) + " ...")
                : List.of(
                        "ajj runs in a container; mount the engine's socket: docker run -v " + word + ":" + word
                                + " ...",
                        "if the socket is mounted elsewhere, set DOCKER_HOST=unix:///...");
    }

    private static String group(Path socket) {
        try {
            return String.valueOf(Files.getAttribute(socket, "unix:gid"));
        } catch (IOException | UnsupportedOperationException unknown) {
            return "\"$(stat -c %g " + ShellWord.quoted(socket.toString()) + ")\"";
        }
    }

    /** Returns what is wrong with a workspace's path; empty when it is right or another engine runs the container. */
    public Optional<Misplaced> misplaced(Engine engine, Path root) {
        return engine.find("inspect the container of ajj", "/containers/" + id + "/json")
                .flatMap(container -> misplaced(
                        container
                                .path("Mounts")
                                .valueStream()
                                .map(OwnContainer::mount)
                                .toList(),
                        root));
    }

    private static Mount mount(JsonNode mount) {
        return new Mount(
                Path.of(mount.path("Source").asText()),
                Path.of(mount.path("Destination").asText()));
    }

    private static Optional<Misplaced> misplaced(List<Mount> mounts, Path root) {
        Optional<Mount> around = mounts.stream()
                .filter(mount -> root.startsWith(mount.destination()))
                .max(Comparator.comparingInt(mount -> mount.destination().getNameCount()));
        if (around.isEmpty()) {
            String parent = ShellWord.quoted(root.resolveSibling("").toString());
            return Optional.of(new Misplaced(
                    root + " exists only in the container that ajj runs in, and is lost with it",
                    "mount the directory around it at the same path: docker run -v " + parent + ":" + parent + " ..."));
        }
        Path outside = around.get()
                .source()
                .resolve(around.get().destination().relativize(root))
                .normalize();
        if (outside.equals(root) || outside.equals(Path.of(DESKTOP + root))) {
            return Optional.empty();
        }
        String source = ShellWord.quoted(around.get().source().toString());
        return Optional.of(new Misplaced(
                root + " in ajj's container is " + outside
                        + " on the engine's machine, but both paths must be the same",
                "mount it at the same path: docker run -v " + source + ":" + source + " -w "
                        + ShellWord.quoted(outside.toString()) + " ..."));
    }
}
