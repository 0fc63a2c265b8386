package dev.aether.ajj.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.model.workspace.WorkspaceEntry.Phase;
import dev.aether.ajj.model.workspace.WorkspaceEntry.ProcessOwner;
import dev.aether.ajj.model.workspace.WorkspaceEntry.ServiceEntry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/** Reads and writes one entry of the registry. A rewrite keeps unknown fields. */
final class WorkspaceJson {
    private static final int LAST_PORT = 65_535;

    /** Empty for a placeholder of a workspace. */
    private static final Pattern NAMESPACE = Pattern.compile("[A-Za-z0-9_.-]{0,200}");

    private static final Pattern CONTAINER = Pattern.compile("[A-Za-z0-9_.-]{0,128}");

    private WorkspaceJson() {}

    /** @throws IllegalArgumentException or DateTimeException, with a message for the user, when a field is not valid */
    static WorkspaceEntry read(String name, JsonNode node) {
        SequencedMap<String, ServiceEntry> services = new LinkedHashMap<>();
        node.path("services")
                .properties()
                .forEach(service -> services.put(service.getKey(), readService(service.getKey(), service.getValue())));
        List<String> envFiles = new ArrayList<>();
        node.path("env_files").forEach(file -> envFiles.add(inside(file.asText())));
        return new WorkspaceEntry(
                name,
                root(text(node, "root")),
                matching(NAMESPACE, "namespace", text(node, "namespace")),
                LocationJson.read(node),
                Phase.valueOf(text(node, "phase").toUpperCase(Locale.ROOT)),
                services,
                envFiles,
                Instant.parse(text(node, "created")),
                readOwner(node.path("owner")),
                Optional.ofNullable(node.path("declared_in").textValue()),
                Optional.ofNullable(node.path("directory").textValue()));
    }

    private static ProcessOwner readOwner(JsonNode node) {
        Optional<Instant> started = Optional.of(node.path("started").asText())
                .filter(text -> !text.isEmpty())
                .map(Instant::parse);
        return new ProcessOwner(
                node.path("pid").asLong(), started, node.path("command").asText());
    }

    private static ServiceEntry readService(String name, JsonNode node) {
        SequencedMap<String, Integer> ports = new LinkedHashMap<>();
        node.path("ports").properties().forEach(port -> {
            int number = port.getValue().asInt();
            if (!port.getValue().isInt() || number < 1 || number > LAST_PORT) {
                throw new IllegalArgumentException("the port " + port.getKey() + " of " + name + " is not a port");
            }
            ports.put(port.getKey(), port.getValue().intValue());
        });
        return new ServiceEntry(
                text(node, "image"),
                ports,
                matching(CONTAINER, "container_id", node.path("container_id").asText()),
                node.path("connection_string").asText());
    }

    private static Path root(String text) {
        Path root = Path.of(text);
        if (!root.isAbsolute()) {
            throw new IllegalArgumentException("\"" + text + "\" is not an absolute path");
        }
        return root;
    }

    private static String inside(String file) {
        Path path = Path.of(file);
        if (path.isAbsolute() || path.normalize().startsWith("..") || file.isEmpty()) {
            throw new IllegalArgumentException("\"" + file + "\" is not a file of the workspace");
        }
        return file;
    }

    private static String matching(Pattern pattern, String field, String text) {
        if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is not a valid " + field);
        }
        return text;
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("the field \"" + field + "\" is missing or not a string");
        }
        return value.textValue();
    }

    /** Writes the entry into the node of its former state, or into an empty one. */
    static void write(WorkspaceEntry entry, ObjectNode node) {
        node.put("root", entry.root().toString());
        node.put("namespace", entry.namespace());
        LocationJson.write(entry.location(), node);
        node.put("phase", entry.phase().word());
        node.put("created", entry.created().toString());
        writeOwner(entry.owner(), object(node, "owner"));
        entry.declaredIn()
                .ifPresentOrElse(directory -> node.put("declared_in", directory), () -> node.remove("declared_in"));
        entry.directory().ifPresentOrElse(identity -> node.put("directory", identity), () -> node.remove("directory"));
        ArrayNode envFiles = node.putArray("env_files");
        entry.envFiles().forEach(envFiles::add);
        ObjectNode former = object(node, "services");
        ObjectNode services = node.putObject("services");
        entry.services().forEach((name, service) -> {
            ObjectNode target = object(former, name);
            writeService(service, target);
            services.set(name, target);
        });
    }

    private static void writeOwner(ProcessOwner owner, ObjectNode node) {
        node.put("pid", owner.pid()).put("command", owner.command()).remove("started");
        owner.started().ifPresent(start -> node.put("started", start.toString()));
    }

    private static void writeService(ServiceEntry service, ObjectNode node) {
        node.put("image", service.image());
        ObjectNode ports = node.putObject("ports");
        service.ports().forEach(ports::put);
        node.put("container_id", service.containerId());
        node.put("connection_string", service.connection());
    }

    private static ObjectNode object(ObjectNode parent, String field) {
        return parent.get(field) instanceof ObjectNode present ? present : parent.putObject(field);
    }
}
