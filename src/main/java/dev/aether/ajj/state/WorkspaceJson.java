package dev.aether.ajj.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.model.WorkspaceEntry;
import dev.aether.ajj.model.WorkspaceEntry.Phase;
import dev.aether.ajj.model.WorkspaceEntry.ProcessOwner;
import dev.aether.ajj.model.WorkspaceEntry.ServiceEntry;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;

/** One entry of the registry as JSON. Fields that this version does not know are left where they are. */
final class WorkspaceJson {

    private WorkspaceJson() {}

    /** @throws IllegalArgumentException with what is missing or wrong, also for a time, a path or a phase */
    static WorkspaceEntry read(String name, JsonNode node) {
        SequencedMap<String, ServiceEntry> services = new LinkedHashMap<>();
        node.path("services")
                .properties()
                .forEach(service -> services.put(service.getKey(), readService(service.getKey(), service.getValue())));
        List<String> envFiles = new ArrayList<>();
        node.path("env_files").forEach(file -> envFiles.add(file.asText()));
        return new WorkspaceEntry(
                name,
                Path.of(text(node, "root")),
                text(node, "namespace"),
                text(node, "backend"),
                Phase.valueOf(text(node, "phase").toUpperCase(Locale.ROOT)),
                services,
                envFiles,
                instant(text(node, "created")),
                readOwner(node.path("owner")));
    }

    private static ProcessOwner readOwner(JsonNode node) {
        Optional<Instant> started = Optional.of(node.path("started").asText())
                .filter(text -> !text.isEmpty())
                .map(WorkspaceJson::instant);
        return new ProcessOwner(
                node.path("pid").asLong(), started, node.path("command").asText());
    }

    private static ServiceEntry readService(String name, JsonNode node) {
        SequencedMap<String, Integer> ports = new LinkedHashMap<>();
        node.path("ports").properties().forEach(port -> {
            if (!port.getValue().canConvertToInt()) {
                throw new IllegalArgumentException("the port " + port.getKey() + " of " + name + " is no number");
            }
            ports.put(port.getKey(), port.getValue().intValue());
        });
        return new ServiceEntry(
                text(node, "image"),
                ports,
                node.path("container_id").asText(),
                node.path("connection_string").asText(),
                node.path("config_hash").asText());
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("the field \"" + field + "\" is missing or no text");
        }
        return value.textValue();
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException wrong) {
            throw new IllegalArgumentException("\"" + text + "\" is no time", wrong);
        }
    }

    /** Writes the entry into the node that holds its former state, or into an empty one. */
    static void write(WorkspaceEntry entry, ObjectNode node) {
        node.put("root", entry.root().toString());
        node.put("namespace", entry.namespace());
        node.put("backend", entry.backend());
        node.put("phase", entry.phase().name().toLowerCase(Locale.ROOT));
        node.put("created", entry.created().toString());
        writeOwner(entry.owner(), object(node, "owner"));
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
        node.put("config_hash", service.configHash());
    }

    private static ObjectNode object(ObjectNode parent, String field) {
        return parent.get(field) instanceof ObjectNode present ? present : parent.putObject(field);
    }
}
