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
 * The difference between a workspace and aether.toml.
 *
 * @param environment its declared state, with what exists
 * @param before its entry; empty when ajj has created nothing for it
 * @param observed all its containers
 * @param plans for the requested services
 * @param undeclared services whose containers must be removed
 * @param outdated other services whose containers mount files by a former declaration
 */
public record Diff(
        Environment environment,
        Optional<WorkspaceEntry> before,
        List<ObservedService> observed,
        List<ServicePlan> plans,
        List<String> undeclared,
        List<String> outdated) {

    /**
     * Compares a workspace with aether.toml.
     *
     * @param environment gets the known ports and containers
     * @param selection the requested services; undeclared ones are removed only if all are requested
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
        // First all containers: one may name the ports of another.
        for (ServiceSpec service : environment.declaredServices()) {
            Optional.ofNullable(byService.get(service.name()))
                    .ifPresent(found ->
                            environment.states().foundContainer(service, found.containerId(), found.hostPorts()));
        }
        List<ServicePlan> plans = new ArrayList<>();
        List<String> outdated = new ArrayList<>();
        for (ServiceSpec service : environment.declaredServices()) {
            Optional<ObservedService> container = Optional.ofNullable(byService.remove(service.name()));
            if (selection.services().contains(service.name())) {
                ServicePlan plan = ServicePlan.of(service, container, environment, rendering, before);
                plans.add(selection.rebuilt().contains(service.name()) ? plan.rebuilt() : plan);
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
        environment.states().dropUndeclared();
        List<String> undeclared = byService.keySet().stream().sorted().toList();
        return new Diff(environment, before, observed, List.copyOf(plans), undeclared, List.of());
    }

    /** Returns the difference for a workspace that does not exist yet. */
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
     * Whether a service that is about to start uses files, in a mount or in its image. A container of a former
     * declaration could replace these by links, and the current declaration does not mention that container.
     */
    public boolean startsWithFiles() {
        return plans.stream()
                .filter(plan -> !plan.isUnchanged())
                .map(ServicePlan::service)
                .anyMatch(service -> environment.isBuilt(service) || service.usesFiles());
    }

    /** Whether every requested service has the right container, and no undeclared one exists. */
    public boolean isAsDeclared() {
        return undeclared.isEmpty() && plans.stream().allMatch(ServicePlan::isUnchanged);
    }

    /** Whether a container was not made from today's declaration. */
    public boolean hasOtherDeclarations() {
        return !undeclared.isEmpty() || plans.stream().anyMatch(ServicePlan::isOtherDeclaration);
    }

    /** Returns injected files that are no longer declared. */
    public List<String> withdrawnFiles() {
        return before.map(WorkspaceEntry::envFiles).orElse(List.of()).stream()
                .filter(file -> !environment.injectedFiles().contains(file))
                .toList();
    }

    /** Whether the entry is complete. */
    public boolean isRecorded() {
        if (before.isEmpty() || !environment.isReserved()) {
            return false;
        }
        WorkspaceEntry now = environment.registryEntry(WorkspaceEntry.Phase.READY);
        return !before.get().isRestored() && before.get().withOwner(now.owner()).equals(now);
    }
}
