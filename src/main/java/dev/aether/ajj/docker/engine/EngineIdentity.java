package dev.aether.ajj.docker.engine;

import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.api.model.Version;
import com.github.dockerjava.api.model.VersionComponent;
import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.report.Finding;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which engine answers, and whether it is one that ajj can use. */
public record EngineIdentity(EngineAddress place, Version version, Info info) {
    private static final String USUAL_DATA = "/var/lib/docker";
    private static final int LOWEST_MAJOR = 1;
    private static final int LOWEST_MINOR = 41;
    private static final Pattern API = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})");

    /** Asks an engine who it is. */
    public static EngineIdentity of(Engine engine) {
        Version version = engine.call("version", client -> client.versionCmd().exec());
        return new EngineIdentity(engine.place(), version, info(engine));
    }

    /** What an engine tells of itself. */
    public static Info info(Engine engine) {
        return engine.call("info", client -> client.infoCmd().exec());
    }

    /** Whether ajj can use it. */
    public Finding finding() {
        String who = name() + " " + version.getVersion() + (isRootless() ? ", rootless" : "") + ", API " + api();
        String where = ", at " + place.inWords();
        if (isTooOld()) {
            return broken(
                    who + where + " is too old, ajj needs API " + LOWEST_MAJOR + "." + LOWEST_MINOR,
                    "update it: Docker Engine 20.10 and Podman 4.0 are new enough");
        }
        if ("windows".equals(info.getOsType())) {
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
     * The engine's own id. Engines before 23 have one for the machine, so that a directory for data other than the usual
     * one is part of it. Podman invents an id for each answer: there it is the name of the machine.
     */
    Location location() {
        String own = Objects.requireNonNullElse(info.getId(), "");
        String id = own.isEmpty() || isPodman() ? String.valueOf(info.getName()) : own;
        String data = Objects.requireNonNullElse(info.getDockerRootDir(), USUAL_DATA);
        return new Location(
                place.ssh().isPresent() ? Location.SSH : Location.DOCKER,
                place.address(),
                data.equals(USUAL_DATA) ? id : id + "@" + data);
    }

    private static Finding broken(String message, String hint) {
        return Finding.broken(Backend.CHECK, new BackendProblem.Unavailable(message, List.of(hint)));
    }

    private Map<String, Object> details() {
        Map<String, Object> details = new TreeMap<>();
        details.put("name", name());
        details.put("version", String.valueOf(version.getVersion()));
        details.put("api_version", api());
        details.put("address", place.address());
        details.put("origin", place.origin());
        details.put("rootless", isRootless());
        return details;
    }

    private String name() {
        return isPodman() ? "Podman" : "Docker Engine";
    }

    /** Whether it is Podman. */
    public boolean isPodman() {
        return Objects.requireNonNullElse(version.getComponents(), List.<VersionComponent>of()).stream()
                .anyMatch(component -> String.valueOf(component.getName()).contains("Podman"));
    }

    private boolean isRootless() {
        return Objects.requireNonNullElse(info.getSecurityOptions(), List.<String>of()).stream()
                .anyMatch(option -> option.contains("rootless"));
    }

    private String api() {
        return Objects.requireNonNullElse(version.getApiVersion(), "unknown");
    }

    /** One that does not tell is tried all the same. */
    private boolean isTooOld() {
        Matcher numbers = API.matcher(api());
        if (!numbers.matches()) {
            return false;
        }
        int major = Integer.parseInt(numbers.group(1));
        return major < LOWEST_MAJOR || (major == LOWEST_MAJOR && Integer.parseInt(numbers.group(2)) < LOWEST_MINOR);
    }

    private boolean isElsewhere() {
        return Optional.ofNullable(place.host().getHost())
                .filter(_ -> place.ssh().isEmpty())
                .filter(host -> !host.equals("localhost") && !host.startsWith("127.") && !host.equals("[::1]"))
                .isPresent();
    }
}
