package dev.aether.ajj.compose;

import dev.aether.ajj.compose.Definition.Dependency;
import dev.aether.ajj.compose.Value.Mapping;
import dev.aether.ajj.compose.Value.Scalar;
import dev.aether.ajj.error.ConfigFaults;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** The key {@code depends_on}, and others by which a service needs another one. */
final class DependenciesReader {
    private static final List<String> CONDITIONS =
            List.of("service_started", "service_healthy", "service_completed_successfully");

    private static final String SERVICE = "service:";

    private final Fields service;
    private final ConfigFaults problems;
    private final Notes notes;
    private final SequencedMap<String, Dependency> dependencies = new LinkedHashMap<>();

    DependenciesReader(Fields service, ConfigFaults problems, Notes notes) {
        this.service = service;
        this.problems = problems;
        this.notes = notes;
    }

    List<Dependency> read() {
        Optional<Mapping> named = service.named("depends_on");
        named.ifPresent(mapping -> mapping.entries().forEach((name, entry) -> {
            Placed<String> placed = new Placed<>(name, entry.key(), java.util.Set.of());
            Fields details = entry.value() instanceof Mapping found
                    ? new Fields(found, "depends_on." + name, problems)
                    : new Fields(Value.emptyMapping(entry.key()), "depends_on." + name, problems);
            dependencies.put(name, dependency(placed, details));
        }));
        service.scalars("links").forEach(this::addLink);
        service.scalar("network_mode")
                .filter(mode -> mode.text().startsWith(SERVICE))
                .ifPresent(mode -> add(mode, mode.text().substring(SERVICE.length())));
        service.scalars("volumes_from").stream()
                .filter(from -> !from.text().startsWith("container:"))
                .forEach(from -> {
                    add(from, from.text().replaceFirst(":.*", ""));
                    notes.add("volumes_from", "left out: name the same volumes in both services", from.position());
                });
        return List.copyOf(dependencies.values());
    }

    private Dependency dependency(Placed<String> name, Fields details) {
        Optional<Scalar> condition = details.scalar("condition");
        if (condition.isPresent() && !CONDITIONS.contains(condition.get().text())) {
            details.report(
                    condition.get().position(),
                    "condition",
                    "there is no such condition",
                    "write one of " + String.join(", ", CONDITIONS));
        }
        boolean completed = condition.map(Scalar::text).orElse("").equals("service_completed_successfully");
        boolean required =
                !details.scalar("required").map(Scalar::text).orElse("true").equals("false");
        return new Dependency(name, completed, required);
    }

    private void add(Scalar place, String name) {
        dependencies.putIfAbsent(name, new Dependency(Placed.of(place).with(name), false, true));
    }

    /** A link is a dependency, and another name for it. */
    private void addLink(Scalar link) {
        String[] parts = link.text().split(":", 2);
        add(link, parts[0]);
        if (parts.length == 2 && !parts[1].equals(parts[0])) {
            notes.add(
                    "links",
                    "there is no other name for a service: \"" + parts[1] + "\" must be called \"" + parts[0] + "\"",
                    link.position());
        }
    }
}
