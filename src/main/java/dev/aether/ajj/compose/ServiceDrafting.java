package dev.aether.ajj.compose;

import dev.aether.ajj.compose.Definition.Dependency;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes drafts of services: what depends on the other services of the file is decided here. */
final class ServiceDrafting {
    private static final int LONGEST_NAME = 40;

    private final SequencedMap<String, Definition> definitions;
    private final Selection selection;
    private final MountPlan mounts;
    private final String project;
    private final Names names;

    /** @param project compose's name for the whole, which the names of built images begin with */
    ServiceDrafting(
            SequencedMap<String, Definition> definitions, Selection selection, MountPlan mounts, String project) {
        this.definitions = definitions;
        this.selection = selection;
        this.mounts = mounts;
        this.project = project;
        this.names = Names.of(definitions.keySet(), LONGEST_NAME);
    }

    List<ServiceDraft> drafts() {
        return definitions.values().stream().map(this::draft).toList();
    }

    private ServiceDraft draft(Definition service) {
        String name = names.of(service.name());
        if (!name.equals(service.name())) {
            service.notes()
                    .add(
                            "name",
                            "aether.toml does not take this name: other services reach it as \"" + name + "\"",
                            service.position());
        }
        Placed<String> image =
                service.image().orElse(new Placed<>(project + "-" + service.name(), service.position(), Set.of()));
        Optional<KnownImage> known = service.image().flatMap(placed -> KnownImage.of(placed.value()));
        List<Placed<String>> ports = ports(service, known);
        noteFormerAddresses(service);
        Optional<String> port = known.flatMap(found -> portOf(found, ports));
        return new ServiceDraft(
                name,
                service,
                selection.reason(service),
                image,
                ports,
                mounts.of(service),
                dependsOn(service),
                completed(service),
                port.flatMap(_ -> known).map(KnownImage::variable),
                port.flatMap(key -> known.map(found -> Connection.of(found, key, values(service.env()), command(service)))));
    }

    private static Map<String, String> values(Map<String, Placed<String>> env) {
        return env.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().value()));
    }

    private static List<String> command(Definition service) {
        return service.command().map(Placed::value).orElse(List.of());
    }

    /** Those that compose publishes; else the one of a server that other containers used, and this machine is to use now. */
    private static List<Placed<String>> ports(Definition service, Optional<KnownImage> known) {
        List<String> entrypoint = service.entrypoint().map(Placed::value).orElse(List.of());
        if (!service.ports().published().isEmpty()) {
            return service.ports().published();
        }
        if (known.isPresent() && known.get().isServedBy(entrypoint, command(service))) {
            String port = Integer.toString(known.get().port());
            service.notes()
                    .add(
                            "ports",
                            port + " is published, so that programs of this machine reach it",
                            service.position());
            return List.of(new Placed<>(port, service.position(), Set.of()));
        }
        List<String> exposed = service.ports().exposed().stream()
                .map(port -> Toml.text(port.value()))
                .toList();
        if (!exposed.isEmpty()) {
            service.notes()
                    .add(
                            "expose",
                            "left out: services of a workspace reach each other anyway; for this machine: ports = ["
                                    + String.join(", ", exposed) + "]",
                            service.ports().exposed().getFirst().position());
        }
        return List.of();
    }

    /** The port that a well-known server answers on: its usual one, else the only one there is. */
    private static Optional<String> portOf(KnownImage known, List<Placed<String>> ports) {
        List<String> tcp = ports.stream()
                .map(Placed::value)
                .filter(port -> !port.endsWith("/udp"))
                .toList();
        String usual = Integer.toString(known.port());
        if (tcp.contains(usual)) {
            return Optional.of(usual);
        }
        return tcp.size() == 1 ? Optional.of(tcp.getFirst()) : Optional.empty();
    }

    private List<Placed<String>> dependsOn(Definition service) {
        List<Placed<String>> dependsOn = new ArrayList<>();
        for (Dependency dependency : service.dependencies()) {
            Definition other = definitions.get(dependency.name().value());
            boolean bothTaken = other != null && (selection.isTaken(other) || !selection.isTaken(service));
            if (other == null || !bothTaken) {
                String why = other == null ? ": there is no such service" : ": it is left out";
                service.notes()
                        .add(
                                "depends_on",
                                "it does not wait for " + dependency.name().value() + why,
                                dependency.name().position());
                continue;
            }
            if (dependency.completed() && !canComplete(other)) {
                service.notes()
                        .add(
                                "depends_on",
                                other.name()
                                        + " publishes ports or is restarted whenever it ends, so ajj waits until it"
                                        + " is ready, and not until it has completed",
                                dependency.name().position());
            }
            dependsOn.add(dependency.name().with(names.of(other.name())));
        }
        return dependsOn;
    }

    private Set<String> completed(Definition service) {
        return service.dependencies().stream()
                .filter(Dependency::completed)
                .map(dependency -> definitions.get(dependency.name().value()))
                .filter(Objects::nonNull)
                .filter(ServiceDrafting::canComplete)
                .map(other -> names.of(other.name()))
                .collect(Collectors.toSet());
    }

    /** As aether.toml takes it: a service that publishes ports is not expected to end. */
    private static boolean canComplete(Definition service) {
        List<String> entrypoint = service.entrypoint().map(Placed::value).orElse(List.of());
        boolean serves = service.image()
                .flatMap(image -> KnownImage.of(image.value()))
                .map(known -> known.isServedBy(entrypoint, command(service)))
                .orElse(false);
        boolean restarted = service.settings().stream()
                .anyMatch(setting -> setting.key().equals("restart")
                        && !setting.literal().value().contains("on-failure"));
        return service.ports().published().isEmpty() && !serves && !restarted;
    }

    /** A server that tells its clients a fixed address of this machine tells them a wrong one now: Kafka does. */
    private void noteFormerAddresses(Definition service) {
        for (Map.Entry<String, Placed<String>> variable : service.env().entrySet()) {
            for (Definition other : definitions.values()) {
                for (Map.Entry<String, String> fixed : other.ports().fixed().entrySet()) {
                    Matcher address = Pattern.compile("(?:localhost|127\\.0\\.0\\.1):" + fixed.getValue() + "(?!\\d)")
                            .matcher(variable.getValue().value());
                    if (address.find()) {
                        service.notes()
                                .add(
                                        "environment",
                                        variable.getKey() + " says " + address.group()
                                                + ", where nobody listens any more; ports = [\"" + fixed.getValue()
                                                + ":"
                                                + fixed.getKey() + "\"] would fix it, for one workspace at a time",
                                        variable.getValue().position());
                    }
                }
            }
        }
    }
}
