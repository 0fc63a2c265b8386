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

/**
 * One service of the model that Compose prints: one form for each key, variables resolved, defaults not filled in.
 *
 * @param name in the compose file
 * @param json its keys
 */
public record ModelService(String name, JsonNode json) {
    private static final String COMPLETED = "service_completed_successfully";

    /**
     * Another service that this one waits for.
     *
     * @param completed whether that one must have ended with status 0
     * @param required whether this one cannot do without it
     */
    public record Dependency(String service, boolean completed, boolean required) {}

    /** A text, number or truth value of a key; empty when the key is missing or null. */
    public Optional<String> text(String key) {
        return text(json.path(key));
    }

    /** A text, number or truth value; empty when it is missing or null. */
    public static Optional<String> text(JsonNode value) {
        return value.isValueNode() && !value.isNull() ? Optional.of(value.asText()) : Optional.empty();
    }

    /** The entries of a list; none when the key is missing. */
    public List<String> texts(String key) {
        return elements(key).stream().map(JsonNode::asText).toList();
    }

    /** The elements of a list; none when the key is missing. */
    public List<JsonNode> elements(String key) {
        return json.path(key).isArray()
                ? StreamSupport.stream(json.path(key).spliterator(), false).toList()
                : List.of();
    }

    /** Whether a key has the value true. */
    public boolean isTrue(String key) {
        return json.path(key).asBoolean();
    }

    /** Variables that have a value. */
    public SequencedMap<String, String> environment() {
        return map("environment");
    }

    /** Variables that were to come from the environment of Compose, which does not have them. */
    public List<String> missingVariables() {
        return json.path("environment").properties().stream()
                .filter(entry -> entry.getValue().isNull())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The keys of a mapping whose values are not null. */
    public SequencedMap<String, String> map(String key) {
        SequencedMap<String, String> map = new LinkedHashMap<>();
        json.path(key)
                .properties()
                .forEach(entry -> text(entry.getValue()).ifPresent(value -> map.put(entry.getKey(), value)));
        return map;
    }

    /** What is known of its image. */
    public Optional<KnownImage> knownImage() {
        return text("image").flatMap(KnownImage::of);
    }

    /** Whether it is a well-known server, and not a job that uses the same image. */
    boolean isKnownServer() {
        return knownImage()
                .filter(known -> known.isServedBy(texts("entrypoint"), texts("command")))
                .isPresent();
    }

    /** Container ports that are published, such as {@code 53/udp}, each once; a well-known server publishes its own. */
    public Set<String> ports() {
        Set<String> ports = published();
        ports.removeIf(port -> port.contains("/") && !port.endsWith("/udp"));
        if (ports.isEmpty() && isKnownServer()) {
            knownImage().ifPresent(known -> ports.add(Integer.toString(known.port())));
        }
        return ports;
    }

    /** The ports of the compose file, of all protocols. */
    public Set<String> published() {
        Set<String> ports = new LinkedHashSet<>();
        for (JsonNode port : json.path("ports")) {
            String protocol = port.path("protocol").asText("tcp").toLowerCase(Locale.ROOT);
            ports.add(port.path("target").asText() + (protocol.equals("tcp") ? "" : "/" + protocol));
        }
        return ports;
    }

    /** The restart policy without its number of tries: {@code no}, {@code always}, {@code on-failure}. */
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

    /** The services that it waits for. */
    public List<Dependency> dependencies() {
        return json.path("depends_on").properties().stream()
                .map(entry -> new Dependency(
                        entry.getKey(),
                        entry.getValue().path("condition").asText().equals(COMPLETED),
                        entry.getValue().path("required").asBoolean(true)))
                .toList();
    }

    /** Whether it may end by itself, so that others can wait for that: no ports, and no restart when it succeeds. */
    public boolean canComplete() {
        return ports().isEmpty() && List.of("no", "on-failure").contains(restart());
    }
}
