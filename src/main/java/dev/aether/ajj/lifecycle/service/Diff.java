package dev.aether.ajj.lifecycle.service;

import dev.aether.ajj.lifecycle.environment.ConfigHash;
import dev.aether.ajj.lifecycle.environment.Environment;
import dev.aether.ajj.lifecycle.inject.Rendering;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.spi.backend.Backend.ObservedService;
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
 * @param outdated services that were not asked for, whose containers mount files by another declaration than today's
 */
public record Diff(
        Environment environment,
        Optional<WorkspaceEntry> before,
        List<ObservedService> observed,
        List<ServicePlan> plans,
        List<String> undeclared,
        List<String> outdated) {

    /**
     * Compares.
     *
     * @param environment of which nothing is known yet; afterwards it knows ports and containers
     * @param rendering of the environment
     * @param selection what was asked for; what is not declared goes only when all is
     */
    public static Diff of(
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
                    .ifPresent(found -> environment.foundContainer(service, found.containerId(), found.hostPorts()));
        }
        List<ServicePlan> plans = new ArrayList<>();
        List<String> outdated = new ArrayList<>();
        for (ServiceSpec service : environment.declaredServices()) {
            Optional<ObservedService> container = Optional.ofNullable(byService.remove(service.name()));
            if (selection.services().contains(service.name())) {
                ServicePlan plan = ServicePlan.of(service, container, environment, rendering, before);
                plans.add(selection.built().contains(service.name()) ? plan.builtAgain() : plan);
            } else if (container
                    .filter(found ->
                            found.mountsFiles() && !ConfigHash.matches(found.configHash(), service, environment.root()))
                    .isPresent()) {
                outdated.add(service.name());
            }
        }
        if (!selection.all()) {
            byService.values().stream()
                    .filter(ObservedService::mountsFiles)
                    .map(ObservedService::service)
                    .forEach(outdated::add);
            return new Diff(environment, before, observed, List.copyOf(plans), List.of(), List.copyOf(outdated));
        }
        environment.dropUndeclared();
        List<String> undeclared = byService.keySet().stream().sorted().toList();
        return new Diff(environment, before, observed, List.copyOf(plans), undeclared, List.of());
    }

    /** All services of a workspace that does not exist yet. */
    public static Diff ofNew(Environment environment) {
        return new Diff(
                environment,
                Optional.empty(),
                List.of(),
                environment.declaredServices().stream().map(ServicePlan::ofNew).toList(),
                List.of(),
                List.of());
    }

    /**
     * Whether a container that is about to be created or started mounts files, or is made from some. A container of a former declaration could
     * replace them by links, and what aether.toml asks for now says nothing of it.
     */
    public boolean startsWithFiles() {
        return plans.stream()
                .filter(plan -> !plan.isUnchanged())
                .map(ServicePlan::service)
                .anyMatch(service -> environment.isBuilt(service) || service.usesFiles());
    }

    /** Whether everything asked for has the container that it should have. */
    public boolean isAsDeclared() {
        return undeclared.isEmpty() && plans.stream().allMatch(ServicePlan::isUnchanged);
    }

    /** Whether a container is there that the declaration of today would not have made. */
    public boolean hasOtherDeclarations() {
        return !undeclared.isEmpty() || plans.stream().anyMatch(ServicePlan::isOtherDeclaration);
    }

    /** Whether the registry knows all of it. */
    public boolean isRecorded() {
        if (before.isEmpty() || !environment.isReserved()) {
            return false;
        }
        WorkspaceEntry now = environment.registryEntry(WorkspaceEntry.Phase.READY);
        return !before.get().isRestored() && before.get().withOwner(now.owner()).equals(now);
    }
}
