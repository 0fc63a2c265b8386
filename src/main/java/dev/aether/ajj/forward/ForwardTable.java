package dev.aether.ajj.forward;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.files.AtomicFile;
import dev.aether.ajj.files.LockedFile;
import dev.aether.ajj.files.StateHome;
import dev.aether.ajj.files.Unwritable;
import dev.aether.ajj.model.config.SshAddress;
import dev.aether.ajj.model.workspace.WorkspaceId;
import dev.aether.ajj.spi.backend.Stack;
import dev.aether.ajj.spi.forward.Forward;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The wanted forwards, in {@code $XDG_STATE_HOME/aether/forwards.json}. Commands write it and the background process
 * applies it. When the file is lost, that process writes what it holds; without the process, {@code ajj up} and {@code
 * ajj run} add what a workspace needs.
 */
final class ForwardTable {
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(30);
    private static final String VERSION = "1.0";
    private static final int LAST_PORT = 65535;

    private final Path state;
    private final Path file;

    /** @param state ajj's directory for state */
    ForwardTable(Path state) {
        this.state = state;
        this.file = state.resolve("forwards.json");
    }

    /** Returns all forwards; none when the file is missing or damaged. Takes no lock and creates no file. */
    List<Forward> read() {
        return find().orElse(List.of());
    }

    private Optional<List<Forward>> find() {
        try {
            JsonNode list = new ObjectMapper().readTree(AtomicFile.read(file)).path("forwards");
            if (!list.isArray()) {
                return Optional.empty();
            }
            List<Forward> forwards = new ArrayList<>();
            list.forEach(node -> forward(node).ifPresent(forwards::add));
            return Optional.of(forwards);
        } catch (IOException lost) {
            return Optional.empty();
        }
    }

    /** Whether the file is missing or damaged. */
    boolean isLost() {
        return find().isEmpty();
    }

    /** Writes these forwards when the file is missing or damaged. */
    void restore(List<Forward> known) {
        if (!known.isEmpty() && isLost()) {
            boolean _ = locked(() -> {
                if (isLost()) {
                    write(known);
                }
                return true;
            });
        }
    }

    /** Returns the forward; empty when a value is not valid. Values become part of a command line. */
    private static Optional<Forward> forward(JsonNode node) {
        String address = node.path("address").asText();
        int port = node.path("port").asInt();
        if (SshAddress.parse(address).isEmpty() || port <= 0 || port > LAST_PORT) {
            return Optional.empty();
        }
        try {
            WorkspaceId id = new WorkspaceId(
                    node.path("repository").asText(),
                    node.path("workspace").asText(),
                    Path.of(node.path("repository_root").asText()));
            Stack stack = new Stack(
                    id,
                    Path.of(node.path("root").asText()),
                    node.path("namespace").asText());
            return Optional.of(new Forward(
                    stack,
                    node.path("service").asText(),
                    address,
                    node.path("engine").asText(),
                    port));
        } catch (InvalidPathException notOurs) {
            return Optional.empty();
        }
    }

    /**
     * Removes and adds forwards.
     *
     * @return whether anything has changed
     * @throws Failure {@code STATE_LOCKED}
     */
    boolean change(Predicate<Forward> removed, List<Forward> added) {
        StateHome.prepare(state);
        return locked(() -> {
            List<Forward> before = read();
            List<Forward> after = new ArrayList<>(before);
            after.removeIf(removed);
            after.addAll(added);
            if (Set.copyOf(after).equals(Set.copyOf(before))) {
                return false;
            }
            write(after);
            return true;
        });
    }

    /** Runs the work while no command changes the table. */
    <T> T locked(Supplier<T> work) {
        return new LockedFile(state.resolve("forwards.lock"), LOCK_TIMEOUT).holding(work);
    }

    private void write(List<Forward> forwards) {
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("version", VERSION);
        ArrayNode list = document.putArray("forwards");
        for (Forward forward : forwards) {
            Stack stack = forward.stack();
            list.addObject()
                    .put("address", forward.address())
                    .put("engine", forward.engine())
                    .put("port", forward.port())
                    .put("service", forward.service())
                    .put("namespace", stack.namespace())
                    .put("workspace", stack.workspace())
                    .put("root", stack.root().toString())
                    .put("repository", stack.repository())
                    .put("repository_root", stack.repositoryRoot().toString());
        }
        try {
            AtomicFile.write(file, (document.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new Failure(Unwritable.problem(file, impossible), impossible);
        }
    }
}
