package dev.aether.ajj.lifecycle.backend;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.error.ServiceProblem;
import dev.aether.ajj.error.Suggestions;
import dev.aether.ajj.error.WorkspaceProblem;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.backend.Backend.ObservedService;
import dev.aether.ajj.spi.vcs.Repository;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The services of the current workspace.
 *
 * @param names all services, whether the registry, the engine or aether.toml knows them
 * @param observed containers by service, as last observed
 */
public record CurrentServices(
        Repository repository,
        Backend backend,
        String namespace,
        Set<String> names,
        Map<String, ObservedService> observed) {

    /**
     * Observes the services of a workspace.
     *
     * @param declared names in aether.toml, including services that were never started
     */
    static CurrentServices of(Repository repository, Backend backend, WorkspaceEntry entry, Set<String> declared) {
        Map<String, ObservedService> observed = observe(repository, backend, entry.namespace());
        Set<String> names = new LinkedHashSet<>(entry.services().keySet());
        observed.keySet().stream().sorted().forEach(names::add);
        names.addAll(declared);
        return new CurrentServices(repository, backend, entry.namespace(), names, observed);
    }

    private static Map<String, ObservedService> observe(Repository repository, Backend backend, String namespace) {
        return backend.observe(repository.id()).getOrDefault(namespace, List.of()).stream()
                .collect(Collectors.toMap(ObservedService::service, Function.identity(), (first, _) -> first));
    }

    /** Queries the engine for a service's container. */
    public Optional<ObservedService> now(String service) {
        return Optional.ofNullable(observe(repository, backend, namespace).get(service));
    }

    /** Returns all containers, in the order of {@code names}. */
    public List<ObservedService> all() {
        return names.stream()
                .flatMap(name -> Optional.ofNullable(observed.get(name)).stream())
                .toList();
    }

    /**
     * Returns the containers of the named services, without repetitions, in the order named.
     *
     * @throws Failure one problem for each service that does not exist or has no container
     */
    public List<ObservedService> named(List<String> services) {
        List<Problem> problems = new ArrayList<>();
        List<ObservedService> found = new ArrayList<>();
        for (String service : new LinkedHashSet<>(services)) {
            ObservedService container = observed.get(service);
            if (container != null) {
                found.add(container);
            } else {
                problems.add(names.contains(service) ? withoutContainer(service) : unknown(service));
            }
        }
        if (!problems.isEmpty()) {
            throw new Failure(problems, null);
        }
        return found;
    }

    /** Returns the failure for a workspace without containers. */
    public Failure withoutContainers() {
        return names.isEmpty()
                ? new Failure(new WorkspaceProblem.NoServices(repository.workspaceRoot()))
                : new Failure(
                        names.stream().map(CurrentServices::withoutContainer).toList(), null);
    }

    private static Problem withoutContainer(String service) {
        return new ServiceProblem.NotRunning(service, "has no container");
    }

    private Problem unknown(String service) {
        String known = names.isEmpty()
                ? "the workspace has no services: declare them in aether.toml or a compose file, then run: ajj up"
                : "its services are: " + String.join(", ", names);
        List<String> hints = new ArrayList<>();
        Suggestions.nearest(service, names).ifPresent(nearest -> hints.add("did you mean \"" + nearest + "\"?"));
        hints.add(known);
        return new Problem.Usage("the workspace has no service \"" + service + "\"", hints);
    }
}
