package dev.aether.ajj.state;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.files.AtomicFile;
import dev.aether.ajj.files.StateDirectory;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.state.JsonFile.Damaged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * {@code .jj/aether/state.json}: entries by the names of their workspaces. Takes no lock. Methods throw {@link Damaged}.
 *
 * <p>It names the repository that it belongs to, because Git can bring a file of another one. In a copy of a repository it is still
 * the original's: it is kept as {@code state-ID.json}, in case that the copy turns out to be the only one left.
 */
final class RegistryFile {
    /** Held while it is changed. Once it is there, the registry was written at least once. */
    static final String LOCK = "state.lock";

    private static final String WORKSPACES = "workspaces";
    private static final String REPOSITORY = "repository";

    private final Path directory;
    private final String repository;
    private final Progress progress;
    private final JsonFile file;

    /**
     * @param repository {@link dev.aether.ajj.spi.vcs.Repository#id()}
     * @param progress records what is read and written
     */
    RegistryFile(Path directory, String repository, Progress progress) {
        this.directory = directory;
        this.repository = repository;
        this.progress = progress;
        this.file = new JsonFile(directory.resolve("state.json"), progress);
    }

    RegistryFile(Repository repository, Progress progress) {
        this(repository.stateDirectory(), repository.id(), progress);
    }

    JsonFile json() {
        return file;
    }

    /** Whether it was there once: its lock is still there. */
    boolean isLost() {
        return Files.exists(directory.resolve(LOCK)) && find().isEmpty();
    }

    private ObjectNode read() {
        return find().orElseGet(JsonFile::empty);
    }

    /** The document of this repository. That of another one counts as missing, one that names none as damaged. */
    private Optional<ObjectNode> find() {
        StateDirectory.check(directory);
        Optional<ObjectNode> present = file.find();
        String owner = present.map(RegistryFile::ownerOf).orElse(repository);
        if (owner.isEmpty()) {
            throw new Damaged("it does not name its repository", null);
        }
        return owner.equals(repository) ? present : kept(repository).find();
    }

    private JsonFile kept(String owner) {
        return new JsonFile(directory.resolve("state-" + owner + ".json"), progress);
    }

    private static String ownerOf(JsonNode document) {
        return document.path(REPOSITORY).asText();
    }

    private void write(ObjectNode document) {
        try {
            ObjectNode present = file.read();
            String owner = ownerOf(present);
            if (!owner.equals(repository) && owner.matches("[0-9a-f]{1,64}")) {
                kept(owner).write(present);
            }
        } catch (Damaged unreadable) {
            // whoever replaces it has kept it aside
        }
        document.put(REPOSITORY, repository);
        file.write(document);
    }

    /** All entries, sorted by name. */
    List<WorkspaceEntry> entries() {
        List<WorkspaceEntry> entries = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : workspaces(read()).properties()) {
            entries.add(parse(entry.getKey(), entry.getValue()));
        }
        entries.sort(Comparator.comparing(WorkspaceEntry::name));
        Set<String> shared = sharedNamespaces(entries);
        if (!shared.isEmpty()) {
            throw new Damaged(
                    "two workspaces have the namespace " + shared.iterator().next(), null);
        }
        return entries;
    }

    /** The services of one workspace would be removed as those of another one. */
    private static Set<String> sharedNamespaces(List<WorkspaceEntry> entries) {
        Set<String> seen = new HashSet<>();
        return entries.stream()
                .map(WorkspaceEntry::namespace)
                .filter(namespace -> !namespace.isEmpty() && !seen.add(namespace))
                .collect(Collectors.toSet());
    }

    /** See {@link dev.aether.ajj.spi.state.WorkspaceRegistry#change}. */
    void change(String name, Function<Optional<WorkspaceEntry>, Optional<WorkspaceEntry>> change) {
        ObjectNode document = read();
        ObjectNode workspaces = workspaces(document);
        JsonNode present = workspaces.get(name);
        Optional<WorkspaceEntry> before = present == null ? Optional.empty() : Optional.of(parse(name, present));
        Optional<WorkspaceEntry> after = change.apply(before);
        if (after.equals(before)) {
            return;
        }
        after.ifPresentOrElse(
                entry -> WorkspaceJson.write(entry, workspaces.withObjectProperty(name)),
                () -> workspaces.remove(name));
        document.set(WORKSPACES, sorted(workspaces));
        write(document);
    }

    /** See {@link dev.aether.ajj.spi.state.WorkspaceRegistry#rename}. */
    boolean rename(String name, String next, Runnable also) {
        ObjectNode document = read();
        ObjectNode workspaces = workspaces(document);
        JsonNode present = workspaces.get(name);
        if (present == null || workspaces.has(next)) {
            return false;
        }
        also.run();
        workspaces.remove(name);
        WorkspaceJson.write(parse(name, present).withName(next), workspaces.withObjectProperty(next));
        document.set(WORKSPACES, sorted(workspaces));
        write(document);
        return true;
    }

    /** Replaces whatever there is by these entries. */
    void replace(List<WorkspaceEntry> entries) {
        ObjectNode workspaces = JsonNodeFactory.instance.objectNode();
        entries.forEach(entry -> WorkspaceJson.write(entry, workspaces.withObjectProperty(entry.name())));
        ObjectNode document = JsonFile.empty();
        document.set(WORKSPACES, sorted(workspaces));
        write(document);
    }

    /** What can still be read of a file that is damaged: none when it holds no JSON, or is not this repository's. */
    List<WorkspaceEntry> wholeEntries() {
        List<WorkspaceEntry> whole = new ArrayList<>();
        JsonNode document = readable();
        if (!ownerOf(document).equals(repository)) {
            return whole;
        }
        for (Map.Entry<String, JsonNode> entry : document.path(WORKSPACES).properties()) {
            try {
                whole.add(parse(entry.getKey(), entry.getValue()));
            } catch (Damaged wrong) {
                // This is the damage, or part of it.
            }
        }
        Set<String> shared = sharedNamespaces(whole);
        whole.removeIf(entry -> shared.contains(entry.namespace()));
        return whole;
    }

    private JsonNode readable() {
        ObjectMapper mapper = new ObjectMapper();
        try {
            return mapper.readTree(AtomicFile.read(file.path()));
        } catch (JacksonException malformed) {
            return mapper.createObjectNode();
        } catch (IOException unreadable) {
            throw file.unreadable(unreadable);
        }
    }

    private static ObjectNode sorted(ObjectNode workspaces) {
        Map<String, JsonNode> byName = new TreeMap<>();
        workspaces.properties().forEach(entry -> byName.put(entry.getKey(), entry.getValue()));
        ObjectNode sorted = workspaces.objectNode();
        sorted.setAll(byName);
        return sorted;
    }

    private static ObjectNode workspaces(ObjectNode document) {
        JsonNode workspaces = document.path(WORKSPACES);
        if (workspaces.isMissingNode()) {
            return document.objectNode();
        }
        if (workspaces instanceof ObjectNode object) {
            return object;
        }
        throw new Damaged("\"" + WORKSPACES + "\" is not an object", null);
    }

    private static WorkspaceEntry parse(String name, JsonNode node) {
        try {
            return WorkspaceJson.read(name, node);
        } catch (IllegalArgumentException wrong) {
            throw new Damaged("the entry of the workspace \"" + name + "\" is wrong: " + wrong.getMessage(), wrong);
        }
    }
}
