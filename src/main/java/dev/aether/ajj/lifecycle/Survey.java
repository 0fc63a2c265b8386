package dev.aether.ajj.lifecycle;

import dev.aether.ajj.model.ServiceSpec;
import dev.aether.ajj.model.WorkspaceEntry;
import dev.aether.ajj.spi.Backend.ObservedService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A workspace compared with what aether.toml declares.
 *
 * @param environment what it is to be, as far as it is already
 * @param before its entry; empty when ajj has made nothing for it
 * @param observed all its containers
 * @param plans for the services asked for
 * @param undeclared services whose containers are to go
 */
record Survey(
        Environment environment,
        Optional<WorkspaceEntry> before,
        List<ObservedService> observed,
        List<ServicePlan> plans,
        List<String> undeclared) {

    /**
     * Compares.
     *
     * @param environment of which nothing is known yet; afterwards it knows ports and containers
     * @param rendering of the environment
     * @param selection what was asked for; what is not declared goes only when all is
     */
    static Survey of(
            Environment environment,
            Rendering rendering,
            Optional<WorkspaceEntry> before,
            List<ObservedService> observed,
            Selection selection) {
        before.ifPresent(environment::resume);
        Map<String, ObservedService> byService = observed.stream()
                .collect(Collectors.toMap(ObservedService::service, Function.identity(), (first, _) -> first));
        // All of them first: one may name the ports of another.
        for (ServiceSpec service : environment.declaredServices()) {
            Optional.ofNullable(byService.get(service.name()))
                    .ifPresent(found -> environment.found(service, found.containerId(), found.hostPorts()));
        }
        List<ServicePlan> plans = new ArrayList<>();
        for (ServiceSpec service : environment.declaredServices()) {
            Optional<ObservedService> container = Optional.ofNullable(byService.remove(service.name()));
            if (selection.services().contains(service.name())) {
                plans.add(ServicePlan.of(service, container, environment, rendering, before));
            }
        }
        if (!selection.all()) {
            return new Survey(environment, before, observed, List.copyOf(plans), List.of());
        }
        environment.dropUndeclared();
        List<String> undeclared = byService.keySet().stream().sorted().toList();
        return new Survey(environment, before, observed, List.copyOf(plans), undeclared);
    }

    /** Whether everything asked for has the container that it should have. */
    boolean isAsDeclared() {
        return undeclared.isEmpty() && plans.stream().allMatch(ServicePlan::isUnchanged);
    }

    /** Whether the registry knows all of it. */
    boolean isRecorded() {
        if (before.isEmpty() || !environment.isReserved()) {
            return false;
        }
        WorkspaceEntry now = environment.registryEntry(WorkspaceEntry.Phase.READY);
        return before.get().withOwner(now.owner()).equals(now);
    }
}
