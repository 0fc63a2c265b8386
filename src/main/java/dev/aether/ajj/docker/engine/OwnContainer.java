package dev.aether.ajj.docker.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.aether.ajj.model.text.ShellWord;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The container that ajj itself runs in. The engine knows only paths of its own machine, so that a workspace has to be mounted
 * at the same path.
 *
 * @param id as engines write it, 64 hexadecimal digits
 */
public record OwnContainer(String id) {
    private static final Path MOUNTS = Path.of("/proc/self/mountinfo");
    private static final List<Path> MARKS = List.of(Path.of("/.dockerenv"), Path.of("/run/.containerenv"));
    /** Engines mount the files hosts, hostname and resolv.conf from a directory of the container. */
    private static final Pattern DIRECTORY = Pattern.compile("containers/([0-9a-f]{64})/");
    /** Where Docker Desktop's machine has the files of its host. */
    public static final String DESKTOP = "/host_mnt";

    private record Mount(Path source, Path destination) {}

    /**
     * A workspace whose path means something else to the engine.
     *
     * @param reason what is wrong, without a full stop
     * @param hint what to do
     */
    public record Misplaced(String reason, String hint) {}

    /** Returns the one that this process runs in; empty when it runs in none, or in one whose id is not to be seen. */
    public static Optional<OwnContainer> current() {
        if (MARKS.stream().noneMatch(Files::exists)) {
            return Optional.empty();
        }
        try {
            return in(Files.readString(MOUNTS));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** The one that a list of mounts belongs to. */
    static Optional<OwnContainer> in(String mountinfo) {
        return DIRECTORY
                .matcher(mountinfo)
                .results()
                .findFirst()
                .map((MatchResult found) -> new OwnContainer(found.group(1)));
    }

    /**
     * What to do inside a container when the engine's socket cannot be used.
     *
     * @param denied whether it is there and may not be used
     */
    static List<String> socketHints(URI socket, boolean denied) {
        Path path = Path.of(socket.getPath());
        String word = ShellWord.quoted(path.toString());
        return denied
                ? List.of("ajj runs in a container, and its user is not in the socket's group: docker run --group-add "
                        + group(path) + " ...")
                : List.of(
                        "ajj runs in a container: mount the engine's socket: docker run -v " + word + ":" + word
                                + " ...",
                        "name a socket that is mounted elsewhere with DOCKER_HOST=unix:///...");
    }

    private static String group(Path socket) {
        try {
            return String.valueOf(Files.getAttribute(socket, "unix:gid"));
        } catch (IOException | UnsupportedOperationException unknown) {
            return "\"$(stat -c %g " + ShellWord.quoted(socket.toString()) + ")\"";
        }
    }

    /** Returns what is wrong with the path of a workspace; empty when nothing is, or this engine does not run the container. */
    public Optional<Misplaced> misplaced(Engine engine, Path root) {
        try {
            List<Mount> mounts = new EngineExchange(engine)
                    .read("inspect the container of ajj", "/containers/" + id + "/json", body -> {
                        List<Mount> found = new ArrayList<>();
                        for (JsonNode mount : new ObjectMapper().readTree(body).path("Mounts")) {
                            found.add(new Mount(
                                    Path.of(mount.path("Source").asText()),
                                    Path.of(mount.path("Destination").asText())));
                        }
                        return found;
                    });
            return misplaced(mounts, root);
        } catch (NotFoundException otherEngine) {
            return Optional.empty();
        }
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
                root + " is " + outside
                        + " outside of the container that ajj runs in, and the engine knows only that path",
                "mount it at the same path: docker run -v " + source + ":" + source + " -w "
                        + ShellWord.quoted(outside.toString()) + " ..."));
    }
}
