package dev.aether.ajj.docker.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.report.Finding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The identity of the engine that answers, and whether ajj supports it.
 *
 * @param version answer to {@code /version}
 * @param info answer to {@code /info}
 */
public record EngineIdentity(EngineAddress address, JsonNode version, JsonNode info) {
    private static final String DEFAULT_DATA = "/var/lib/docker";
    private static final int MIN_MAJOR = 1;
    private static final int MIN_MINOR = 41;
    private static final Pattern API = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})");

    /** Requests an engine's identity. */
    static EngineIdentity of(Engine engine) {
        List<JsonNode> answers = engine.concurrently(
                List.of(() -> engine.get("version", "/version"), () -> engine.get("info", "/info")));
        return new EngineIdentity(engine.address(), answers.getFirst(), answers.getLast());
    }

    /** Returns whether ajj can use the engine. */
    public Finding finding() {
        String who =
                name() + " " + version.path("Version").asText() + (isRootless() ? ", rootless" : "") + ", API " + api();
        String where = ", at " + address.description();
        if (isTooOld()) {
            return broken(
                    who + where + " is too old, ajj needs API " + MIN_MAJOR + "." + MIN_MINOR,
                    "update it to Docker Engine 20.10, Podman 4.0 or newer");
        }
        if ("windows".equals(info.path("OSType").asText())) {
            return broken(who + where + " runs Windows containers", "switch it to Linux containers");
        }
        return isElsewhere()
                ? Finding.warning(
                        Backend.CHECK,
                        who + where + " is on another machine: it publishes ports on 127.0.0.1 there, not here",
                        List.of("use an engine on this machine, or forward each port that you need"),
                        details())
                : Finding.ok(Backend.CHECK, who + where, details());
    }

    /**
     * Returns the location with the engine's own id. Before Docker 23 the id is that of the machine, so an unusual data
     * directory is added. Podman makes up an id for each answer, so the name of the machine is used.
     */
    public Location location() {
        String own = info.path("ID").asText("");
        String id = own.isEmpty() || isPodman() ? info.path("Name").asText() : own;
        String data = info.path("DockerRootDir").asText(DEFAULT_DATA);
        return new Location(
                address.ssh().isPresent() ? Location.SSH : Location.DOCKER,
                address.address(),
                data.equals(DEFAULT_DATA) ? id : id + "@" + data);
    }

    private static Finding broken(String message, String hint) {
        return Finding.broken(Backend.CHECK, new BackendProblem.Unavailable(message, List.of(hint)));
    }

    private Map<String, Object> details() {
        Map<String, Object> details = new TreeMap<>();
        details.put("name", name());
        details.put("version", version.path("Version").asText());
        details.put("api_version", api());
        details.put("address", address.address());
        details.put("origin", address.origin());
        details.put("rootless", isRootless());
        return details;
    }

    private String name() {
        return isPodman() ? "Podman" : "Docker Engine";
    }

    /** Whether it is Podman. */
    public boolean isPodman() {
        return version.path("Components")
                .valueStream()
                .anyMatch(component -> component.path("Name").asText().contains("Podman"));
    }

    private boolean isRootless() {
        return info.path("SecurityOptions")
                .valueStream()
                .anyMatch(option -> option.asText().contains("rootless"));
    }

    private String api() {
        return version.path("ApiVersion").asText("unknown");
    }

    /** False when the engine does not report a version. */
    private boolean isTooOld() {
        Matcher numbers = API.matcher(api());
        if (!numbers.matches()) {
            return false;
        }
        int major = Integer.parseInt(numbers.group(1));
        return major < MIN_MAJOR || (major == MIN_MAJOR && Integer.parseInt(numbers.group(2)) < MIN_MINOR);
    }

    private boolean isElsewhere() {
        return Optional.ofNullable(address.host().getHost())
                .filter(_ -> address.ssh().isEmpty())
                .filter(host -> !host.equals("localhost") && !host.startsWith("127.") && !host.equals("[::1]"))
                .isPresent();
    }
}
