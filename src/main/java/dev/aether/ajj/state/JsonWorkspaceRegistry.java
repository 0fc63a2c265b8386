package dev.aether.ajj.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.files.LockedFile;
import dev.aether.ajj.files.StateDirectory;
import dev.aether.ajj.files.Unwritable;
import dev.aether.ajj.model.WorkspaceEntry;
import dev.aether.ajj.spi.Repository;
import dev.aether.ajj.spi.WorkspaceRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** The registry in {@code .aether/state.json}, which people can read and a later ajj can extend. */
@ApplicationScoped
public class JsonWorkspaceRegistry implements WorkspaceRegistry {
    /** The lock is held for milliseconds; whoever holds it longer hangs. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private static final String WORKSPACES = "workspaces";
    private static final int LONGEST_LOCK_NAME = 60;

    @Override
    public <T> T holding(
            Repository repository, String name, Duration limit, Consumer<String> waiting, Supplier<T> work) {
        StateDirectory.prepare(repository.stateDirectory());
        Path locks = repository.stateDirectory().resolve("locks");
        try {
            Files.createDirectories(locks);
        } catch (IOException impossible) {
            throw new Failure(Unwritable.problem(locks, impossible), impossible);
        }
        return new LockedFile(locks.resolve(lockName(name)), limit, waiting).holding(work);
    }

    /** Readable, and fit for every file system: jj's names may hold anything and be long. */
    private static String lockName(String workspace) {
        String readable = workspace.replaceAll("[^A-Za-z0-9_-]", "_");
        String start = readable.substring(0, Math.min(readable.length(), LONGEST_LOCK_NAME));
        UUID digest = UUID.nameUUIDFromBytes(workspace.getBytes(StandardCharsets.UTF_8));
        return start + "-" + digest.toString().substring(0, 8) + ".lock";
    }

    @Override
    public List<WorkspaceEntry> entries(Repository repository) {
        JsonFile file = file(repository);
        return workspaces(file, file.read()).properties().stream()
                .map(entry -> parse(file, entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(WorkspaceEntry::name))
                .toList();
    }

    @Override
    public void change(
            Repository repository, String name, Function<Optional<WorkspaceEntry>, Optional<WorkspaceEntry>> change) {
        Path directory = repository.stateDirectory();
        StateDirectory.prepare(directory);
        new LockedFile(directory.resolve("state.lock"), LONGEST_WAIT)
                .holding(() -> changeLocked(file(repository), name, change));
    }

    private static void changeLocked(
            JsonFile file, String name, Function<Optional<WorkspaceEntry>, Optional<WorkspaceEntry>> change) {
        ObjectNode document = file.read();
        ObjectNode workspaces = workspaces(file, document);
        Optional<WorkspaceEntry> before =
                Optional.ofNullable(workspaces.get(name)).map(node -> parse(file, name, node));
        Optional<WorkspaceEntry> after = change.apply(before);
        if (after.equals(before)) {
            return;
        }
        after.ifPresentOrElse(
                entry -> WorkspaceJson.write(entry, workspaces.withObjectProperty(name)),
                () -> workspaces.remove(name));
        document.set(WORKSPACES, sorted(workspaces));
        file.write(document);
    }

    private static ObjectNode sorted(ObjectNode workspaces) {
        Map<String, JsonNode> byName = new TreeMap<>();
        workspaces.properties().forEach(entry -> byName.put(entry.getKey(), entry.getValue()));
        ObjectNode sorted = workspaces.objectNode();
        sorted.setAll(byName);
        return sorted;
    }

    private static ObjectNode workspaces(JsonFile file, ObjectNode document) {
        JsonNode workspaces = document.path(WORKSPACES);
        if (workspaces.isMissingNode()) {
            return document.objectNode();
        }
        if (workspaces instanceof ObjectNode object) {
            return object;
        }
        throw file.damaged("\"" + WORKSPACES + "\" is not an object", null);
    }

    private static WorkspaceEntry parse(JsonFile file, String name, JsonNode node) {
        try {
            return WorkspaceJson.read(name, node);
        } catch (IllegalArgumentException wrong) {
            throw file.damaged("the entry of the workspace \"" + name + "\" is wrong: " + wrong.getMessage(), wrong);
        }
    }

    private static JsonFile file(Repository repository) {
        return new JsonFile(repository.stateDirectory().resolve("state.json"));
    }
}
