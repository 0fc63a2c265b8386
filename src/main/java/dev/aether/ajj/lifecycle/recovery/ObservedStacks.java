package dev.aether.ajj.lifecycle.recovery;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.lifecycle.backend.StackBackends;
import dev.aether.ajj.lifecycle.task.Tasks;
import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.backend.Backend.ObservedService;
import dev.aether.ajj.spi.vcs.Repository;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * The current containers of a repository's workspaces.
 *
 * @param byLocation containers by namespace, for each location that answered
 * @param hosts where published ports are reached, for each location that answered
 * @param problems of the engines that did not answer
 */
public record ObservedStacks(
        Map<Location, Map<String, List<ObservedService>>> byLocation,
        Map<Location, String> hosts,
        List<Problem> problems) {
    public static final ObservedStacks NONE = new ObservedStacks(Map.of(), Map.of(), List.of());

    /** Queries each engine that holds services once, all at the same time. */
    public static ObservedStacks of(Repository repository, StackBackends backends, List<WorkspaceEntry> entries) {
        Map<Location, Supplier<Map<String, List<ObservedService>>>> asked = new LinkedHashMap<>();
        for (WorkspaceEntry entry : entries) {
            if (!entry.services().isEmpty()) {
                asked.computeIfAbsent(
                        entry.location(),
                        location -> Tasks.begin(() -> observe(repository, backends.at(location), location, entries)));
            }
        }
        Map<Location, Map<String, List<ObservedService>>> observed = new LinkedHashMap<>();
        Map<Location, String> hosts = new LinkedHashMap<>();
        List<Problem> problems = new ArrayList<>();
        asked.forEach((location, answer) -> {
            try {
                observed.put(location, answer.get());
                hosts.put(location, backends.at(location).host());
            } catch (Failure failure) {
                problems.addAll(StackBackends.unreached(failure));
            }
        });
        return new ObservedStacks(observed, hosts, problems);
    }

    /** Queries one engine. If an expected stack is missing, verifies that it is the right engine. */
    private static Map<String, List<ObservedService>> observe(
            Repository repository, Backend backend, Location location, List<WorkspaceEntry> entries) {
        Map<String, List<ObservedService>> observed = backend.observe(repository.id());
        boolean isMissing = entries.stream()
                .filter(entry -> entry.location().equals(location) && entry.phase() == WorkspaceEntry.Phase.READY)
                .filter(entry -> !entry.services().isEmpty())
                .anyMatch(entry -> !observed.containsKey(entry.namespace()));
        if (isMissing && location.isKnown()) {
            StackBackends.verify(backend, location);
        }
        return observed;
    }

    /** Returns the namespaces that have containers. */
    public Set<String> namespaces() {
        Set<String> all = new TreeSet<>();
        byLocation.values().forEach(found -> all.addAll(found.keySet()));
        return all;
    }

    /** Returns the containers of a workspace; empty when its engine did not answer. */
    public Optional<List<ObservedService>> of(WorkspaceEntry entry) {
        return entry.services().isEmpty()
                ? Optional.of(List.of())
                : Optional.ofNullable(byLocation.get(entry.location()))
                        .map(found -> found.getOrDefault(entry.namespace(), List.of()));
    }

    public String host(WorkspaceEntry entry) {
        return hosts.getOrDefault(entry.location(), "");
    }
}
