package dev.aether.ajj.compose.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.StreamSupport;

/** A service of Compose's model, by its name in the compose file. Keys have their canonical form; defaults are missing. */
public record ModelService(String name, JsonNode json) {
    private static final String COMPLETED = "service_completed_successfully";

    /**
     * A service that this one waits for.
     *
     * @param completed whether that service must have exited with status 0
     * @param required whether this service cannot start without it
     */
    public record Dependency(String service, boolean completed, boolean required) {}

    /** Returns the text, number or boolean of a key; empty when it is missing or null. */
    public Optional<String> text(String key) {
        return text(json.path(key));
    }

    /** Returns a text, number or boolean; empty when it is missing or null. */
    public static Optional<String> text(JsonNode value) {
        return value.isValueNode() && !value.isNull() ? Optional.of(value.asText()) : Optional.empty();
    }

    /** Returns the texts of a list; empty when the key is missing. */
    public List<String> texts(String key) {
        return elements(key).stream().map(JsonNode::asText).toList();
    }

    /** Returns the elements of a list; empty when the key is missing. */
    public List<JsonNode> elements(String key) {
        return json.path(key).isArray()
                ? StreamSupport.stream(json.path(key).spliterator(), false).toList()
                : List.of();
    }

    /** Returns the number of containers that the file asks for. */
    public int replicas() {
        return json.path("scale").asInt(json.path("deploy").path("replicas").asInt(1));
    }

    /** Returns the environment variables that have a value. */
    public SequencedMap<String, String> environment() {
        return map("environment");
    }

    /** Returns variables without a value, which Compose's environment does not have either. */
    public List<String> missingVariables() {
        return json.path("environment").properties().stream()
                .filter(entry -> entry.getValue().isNull())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Returns the entries of a mapping whose values are not null. */
    public SequencedMap<String, String> map(String key) {
        SequencedMap<String, String> map = new LinkedHashMap<>();
        json.path(key)
                .properties()
                .forEach(entry -> text(entry.getValue()).ifPresent(value -> map.put(entry.getKey(), value)));
        return map;
    }

    /** Returns facts about its image if it is well-known. */
    public Optional<KnownImage> knownImage() {
        return text("image").flatMap(KnownImage::of);
    }

    /** Returns published container ports, such as {@code 53/udp}; for a well-known server without any, its usual port. */
    public Set<String> ports() {
        Set<String> ports = published();
        ports.removeIf(port -> port.contains("/") && !port.endsWith("/udp"));
        if (ports.isEmpty()) {
            knownImage()
                    .filter(known -> known.isServedBy(texts("entrypoint"), texts("command")))
                    .ifPresent(known -> ports.add(known.port()));
        }
        return ports;
    }

    /** Returns the container ports that the compose file publishes, of all protocols. */
    public Set<String> published() {
        Set<String> ports = new LinkedHashSet<>();
        for (JsonNode port : json.path("ports")) {
            String protocol = port.path("protocol").asText("tcp").toLowerCase(Locale.ROOT);
            ports.add(port.path("target").asText() + (protocol.equals("tcp") ? "" : "/" + protocol));
        }
        return ports;
    }

    /** Returns the restart policy without its limit: {@code no}, {@code always}, {@code on-failure} or {@code unless-stopped}. */
    public String restart() {
        return text(json.path("deploy").path("restart_policy").path("condition"))
                .map(condition -> switch (condition) {
                    case "none" -> "no";
                    case "any" -> "always";
                    default -> condition;
                })
                .or(() -> text("restart"))
                .orElse("no")
                .replaceFirst(":.*", "");
    }

    /** Returns the services that it waits for. */
    public List<Dependency> dependencies() {
        return json.path("depends_on").properties().stream()
                .map(entry -> new Dependency(
                        entry.getKey(),
                        entry.getValue().path("condition").asText().equals(COMPLETED),
                        entry.getValue().path("required").asBoolean(true)))
                .toList();
    }

    /** Whether others can wait for its completion: it has no ports, and is not restarted when it succeeds. */
    public boolean canComplete() {
        return ports().isEmpty() && List.of("no", "on-failure").contains(restart());
    }
}
