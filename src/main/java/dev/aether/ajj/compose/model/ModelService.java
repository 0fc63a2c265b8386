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

/**
 * A service of Compose's model. Keys have their canonical form; defaults are missing.
 *
 * @param name in aether.toml
 * @param declared its name in the compose file
 * @param hostNames other names on the network
 */
public record ModelService(String name, String declared, JsonNode json, Set<String> hostNames) {
    private static final String COMPLETED = "service_completed_successfully";

    /**
     * A service that this one waits for.
     *
     * @param completed whether that service must have exited with status 0
     * @param required whether this service cannot start without it
     */
    public record Dependency(String service, boolean completed, boolean required) {}

    /** Returns all services of a model, by their names in the compose file. */
    static SequencedMap<String, ModelService> all(JsonNode services) {
        List<String> declared =
                services.properties().stream().map(Map.Entry::getKey).toList();
        Map<String, String> names = Names.ofServices(declared);
        SequencedMap<String, ModelService> all = new LinkedHashMap<>();
        for (String each : declared) {
            String name = names.getOrDefault(each, each);
            all.put(each, new ModelService(name, each, services.path(each), hostNames(name, each, services)));
        }
        return all;
    }

    private static Set<String> hostNames(String name, String declared, JsonNode services) {
        JsonNode json = services.path(declared);
        Set<String> names = new LinkedHashSet<>();
        names.add(declared);
        text(json.path("container_name")).ifPresent(names::add);
        text(json.path("hostname")).ifPresent(names::add);
        json.path("networks").forEach(network -> network.path("aliases").forEach(alias -> names.add(alias.asText())));
        for (JsonNode other : services) {
            for (JsonNode link : other.path("links")) {
                String[] parts = link.asText().split(":", 2);
                if (parts.length > 1 && parts[0].equals(declared)) {
                    names.add(parts[1]);
                }
            }
        }
        names.remove(name);
        return names;
    }

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
        return json.path(key).isArray() ? json.path(key).valueStream().toList() : List.of();
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

    /** Returns the usual port of a well-known server if it is published; otherwise the only published TCP port. */
    public Optional<String> usualPort() {
        List<String> tcp = ports().stream().filter(port -> !port.contains("/")).toList();
        return knownImage()
                .map(KnownImage::port)
                .filter(ports()::contains)
                .or(() -> Optional.of(tcp).filter(ports -> ports.size() == 1).map(List::getFirst));
    }

    /** Returns the {@code connection} in aether.toml; empty unless it is a well-known server. */
    public Optional<String> connection() {
        return knownImage()
                .flatMap(known -> usualPort().map(port -> known.connection(port, environment(), texts("command"))));
    }
}
