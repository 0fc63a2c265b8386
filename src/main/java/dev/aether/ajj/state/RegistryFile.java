package dev.aether.ajj.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.files.StateDirectory;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.state.JsonFile.Damaged;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
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
 * {@code .jj/aether/state.json}: entries by workspace name. Takes no lock. Methods throw {@link Damaged}.
 *
 * <p>The file names its repository, because a copied repository brings the file of the original. That file is then kept
 * as {@code state-ID.json}, in case the original is deleted.
 */
final class RegistryFile {
    /** The lock for changes. Its file exists once the registry was written. */
    static final String LOCK = "state.lock";

    private static final String WORKSPACES = "workspaces";
    private static final String REPOSITORY = "repository";

    private final Path directory;
    private final String repository;
    private final Progress progress;
    private final JsonFile file;

    /** @param progress records reads and writes */
    RegistryFile(Repository repository, Progress progress) {
        this.directory = repository.stateDirectory();
        this.repository = repository.id();
        this.progress = progress;
        this.file = new JsonFile(directory.resolve("state.json"), progress);
    }

    JsonFile json() {
        return file;
    }

    /** Whether the file existed once: its lock file does. */
    boolean isLost() {
        return Files.exists(directory.resolve(LOCK)) && find().isEmpty();
    }

    private ObjectNode read() {
        return find().orElseGet(JsonFile::empty);
    }

    /** A document of another repository counts as missing, one that names no repository as damaged. */
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

    private void write(ObjectNode document, ObjectNode workspaces) {
        try {
            ObjectNode present = file.read();
            String owner = ownerOf(present);
            if (!owner.equals(repository) && owner.matches("[0-9a-f]{1,64}")) {
                kept(owner).write(present);
            }
        } catch (Damaged unreadable) {
            // the caller has backed it up
        }
        document.put(REPOSITORY, repository);
        document.set(WORKSPACES, sorted(workspaces));
        file.write(document);
    }

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

    /** Two workspaces with one namespace would remove each other's services. */
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
        write(document, workspaces);
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
        write(document, workspaces);
        return true;
    }

    void replace(List<WorkspaceEntry> entries) {
        ObjectNode workspaces = JsonNodeFactory.instance.objectNode();
        entries.forEach(entry -> WorkspaceJson.write(entry, workspaces.withObjectProperty(entry.name())));
        write(JsonFile.empty(), workspaces);
    }

    /** Returns the valid entries of a damaged file; none when it is no registry of this repository. */
    List<WorkspaceEntry> validEntries() {
        List<WorkspaceEntry> valid = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : readable().path(WORKSPACES).properties()) {
            try {
                valid.add(parse(entry.getKey(), entry.getValue()));
            } catch (Damaged invalid) {
                // Skip this entry.
            }
        }
        Set<String> shared = sharedNamespaces(valid);
        valid.removeIf(entry -> shared.contains(entry.namespace()));
        return valid;
    }

    private JsonNode readable() {
        JsonNode document = file.readable();
        String owner = ownerOf(document);
        if (owner.equals(repository)) {
            return document;
        }
        return owner.isEmpty() ? JsonFile.empty() : kept(repository).readable();
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
        } catch (IllegalArgumentException | DateTimeException wrong) {
            throw new Damaged("the entry of the workspace \"" + name + "\" is invalid: " + wrong.getMessage(), wrong);
        }
    }
}
