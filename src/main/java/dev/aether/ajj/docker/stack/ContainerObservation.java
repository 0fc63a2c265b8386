package dev.aether.ajj.docker.stack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aether.ajj.docker.engine.OwnContainer;
import dev.aether.ajj.spi.backend.Backend.MountedPath;
import dev.aether.ajj.spi.backend.Backend.ObservedService;
import dev.aether.ajj.spi.backend.Backend.OwnedService;
import dev.aether.ajj.spi.backend.Backend.State;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads a listed container as a service. */
public final class ContainerObservation {
    private static final Pattern EXIT_STATUS = Pattern.compile("Exited \\((\\d+)\\)");

    private ContainerObservation() {}

    /** Returns the service of a container; empty when a label of its stack is missing. */
    public static Optional<OwnedService> of(Listed container) {
        return container.stack().map(stack -> new OwnedService(stack, observed(container)));
    }

    /** Parses texts such as "Exited (1) 2 hours ago" and "Up 3 s (healthy)", the engine's only form in lists. */
    private static ObservedService observed(Listed container) {
        JsonNode json = container.json();
        Map<String, String> labels = container.labels();
        String status = json.path("Status").asText("");
        Matcher exit = EXIT_STATUS.matcher(status);
        Optional<Boolean> healthy = status.contains("(unhealthy)")
                ? Optional.of(false)
                : status.contains("(healthy)") ? Optional.of(true) : Optional.empty();
        // Old engines do not list networks.
        JsonNode networks = json.at("/NetworkSettings/Networks");
        return new ObservedService(
                container.service(),
                container.id(),
                json.path("Image").asText(""),
                state(json.path("State").asText("")),
                exit.find() ? Integer.parseInt(exit.group(1)) : 0,
                healthy,
                Instant.ofEpochSecond(json.path("Created").asLong()),
                labels.getOrDefault(Labels.CONFIG_HASH, ""),
                Labels.hostPorts(labels),
                !networks.isObject() || networks.has(labels.getOrDefault(Labels.NAMESPACE, "")),
                files(json.path("Mounts")));
    }

    private static State state(String word) {
        return switch (word) {
            case "created" -> State.CREATED;
            case "restarting" -> State.RESTARTING;
            case "running" -> State.RUNNING;
            case "paused" -> State.PAUSED;
            case "exited" -> State.EXITED;
            default -> State.BROKEN;
        };
    }

    /** Returns the mounts without a name, which are not volumes. */
    private static Map<String, MountedPath> files(JsonNode mounts) {
        return mounts.valueStream()
                .filter(mount -> mount.path("Name").asText("").isEmpty())
                .collect(Collectors.toMap(
                        mount -> mount.path("Destination").asText(""),
                        mount -> new MountedPath(source(mount), mount.path("RW").asBoolean()),
                        (first, _) -> first));
    }

    private static String source(JsonNode mount) {
        String source = mount.path("Source").asText("");
        return source.startsWith(OwnContainer.DESKTOP + "/") ? source.substring(OwnContainer.DESKTOP.length()) : source;
    }
}
