package dev.aether.ajj.lifecycle.service;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.error.Suggestions;
import dev.aether.ajj.model.config.AetherConfig;
import dev.aether.ajj.model.config.ComposeUse.LeftOut;
import dev.aether.ajj.model.service.ServiceSpec;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The services that a command line requests.
 *
 * @param services names, including all dependencies
 * @param all whether none was named, which requests all
 * @param rebuilt services whose images must be rebuilt
 */
public record Selection(Set<String> services, boolean all, Set<String> rebuilt) {

    /**
     * Returns the named services and their dependencies.
     *
     * @param names as written; empty for all
     * @param build whether images are rebuilt
     * @throws Failure one {@code USAGE} for each unknown name
     */
    public static Selection of(AetherConfig config, List<String> names, boolean build) {
        List<Problem> unknown = names.stream()
                .filter(name -> !config.services().containsKey(name))
                .map(name -> unknown(name, config))
                .toList();
        if (!unknown.isEmpty()) {
            throw new Failure(unknown, null);
        }
        Set<String> selected = new LinkedHashSet<>();
        Deque<String> open =
                new ArrayDeque<>(names.isEmpty() ? config.services().keySet() : names);
        while (!open.isEmpty()) {
            String name = open.removeFirst();
            if (selected.add(name)) {
                ServiceSpec service = Objects.requireNonNull(config.services().get(name), name);
                open.addAll(service.dependsOn().keySet());
            }
        }
        return new Selection(selected, names.isEmpty(), build ? rebuilt(config, selected) : Set.of());
    }

    private static Set<String> rebuilt(AetherConfig config, Set<String> selected) {
        return config.services().values().stream()
                .filter(service -> selected.contains(service.name()))
                .filter(service ->
                        config.compose().flatMap(use -> use.build(service)).isPresent())
                .map(ServiceSpec::name)
                .collect(Collectors.toSet());
    }

    private static Problem unknown(String name, AetherConfig config) {
        return config.compose().stream()
                .flatMap(use -> use.leftOut().stream())
                .filter(left -> left.service().equals(name))
                .findFirst()
                .map(left -> leftOut(left, config))
                .orElseGet(() -> undeclared(name, config));
    }

    private static Problem leftOut(LeftOut left, AetherConfig config) {
        String name = left.service();
        if (!left.reason().equals(LeftOut.BUILT)) {
            return new Problem.Usage(
                    "the service " + name + " is left out: " + left.reason(),
                    List.of("to run it, declare it in aether.toml: [services." + name + "]"));
        }
        String services = Stream.concat(
                        config.compose().stream().flatMap(use -> use.services().stream()), Stream.of(name))
                .map(service -> "\"" + service + "\"")
                .collect(Collectors.joining(", "));
        boolean hasNoTable =
                config.compose().stream().anyMatch(use -> use.files().contains(config.file()));
        return new Problem.Usage(
                "the service " + name + " is left out: " + left.reason(),
                Stream.concat(
                                hasNoTable ? Stream.of("create aether.toml: ajj init") : Stream.empty(),
                                Stream.of("to run it, name it in aether.toml: [compose] services = [" + services + "]"))
                        .toList());
    }

    private static Problem undeclared(String name, AetherConfig config) {
        String known = config.services().isEmpty()
                ? "it declares no services"
                : "it declares: " + String.join(", ", config.services().keySet());
        return new Problem.Usage(
                config.file() + " declares no service \"" + name + "\"",
                List.of(Suggestions.hint(name, config.services().keySet(), known)));
    }
}
