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
 * The containers of a repository's workspaces, as the engines that hold them see them now.
 *
 * @param byLocation for each location that could be asked, containers by namespace
 * @param hosts for each location, where published ports are reached
 * @param problems of the engines that could not be asked
 */
public record ObservedStacks(
        Map<Location, Map<String, List<ObservedService>>> byLocation,
        Map<Location, String> hosts,
        List<Problem> problems) {
    public static final ObservedStacks NONE = new ObservedStacks(Map.of(), Map.of(), List.of());

    /** Asks each engine once, all at the same time. Engines that hold nothing are not asked. */
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

    /** An engine that knows nothing of a workspace that should run may be another one: it is asked who it is. */
    private static Map<String, List<ObservedService>> observe(
            Repository repository, Backend backend, Location location, List<WorkspaceEntry> entries) {
        Map<String, List<ObservedService>> observed = backend.observe(repository.id());
        boolean isMissing = entries.stream()
                .filter(entry -> entry.location().equals(location) && entry.phase() == WorkspaceEntry.Phase.READY)
                .filter(entry -> !entry.services().isEmpty())
                .anyMatch(entry -> !observed.containsKey(entry.namespace()));
        if (isMissing && location.isKnown()) {
            Location _ = StackBackends.verify(backend, location);
        }
        return observed;
    }

    /** The namespaces that have containers. */
    public Set<String> namespaces() {
        Set<String> all = new TreeSet<>();
        byLocation.values().forEach(found -> all.addAll(found.keySet()));
        return all;
    }

    /** The containers of one workspace; empty when its engine could not be asked. */
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
