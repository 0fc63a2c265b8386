package dev.aether.ajj.lifecycle.service;

import dev.aether.ajj.lifecycle.environment.Environment;
import dev.aether.ajj.lifecycle.inject.Injections;
import dev.aether.ajj.lifecycle.task.DependencyOrder;
import dev.aether.ajj.lifecycle.workspace.WorkspaceName;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.model.workspace.WorkspaceEntry.Phase;
import dev.aether.ajj.spi.directory.Injector;
import dev.aether.ajj.spi.state.WorkspaceRegistry;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The steps that bring a workspace to what aether.toml declares. A new workspace is one of which nothing was observed. Each
 * step can be repeated: it goes on from wherever an earlier run ended.
 */
public final class BringUp {
    private final Diff diff;
    private final Environment environment;
    private final Operation operation;
    private final Provisioning tools;
    private final ServiceChanges changes;

    /** @param removal what is removed when a service cannot be brought up */
    public BringUp(Diff diff, Operation operation, Provisioning tools, ServiceChanges.OnFailure removal) {
        this.diff = diff;
        this.environment = operation.environment();
        this.operation = operation;
        this.tools = tools;
        this.changes = new ServiceChanges(operation, tools, removal);
    }

    Diff diff() {
        return diff;
    }

    public ServiceChanges changes() {
        return changes;
    }

    /**
     * Writes down name, namespace and host ports in one step, before anything is made.
     *
     * @param phase of the entry
     * @param check throws when the entry that is there, or its absence, forbids it
     */
    public void reserve(Phase phase, Consumer<Optional<WorkspaceEntry>> check) {
        Set<Integer> elsewhere =
                environment.isReserved() ? Set.of() : operation.backend().portsInUse();
        registry().change(environment.repository(), environment.name(), (existing, all) -> {
            check.accept(existing);
            environment.claimNamespace(existing, all);
            tools.hostPorts(environment).reserve(elsewhere);
            return Optional.of(environment.registryEntry(phase));
        });
    }

    /**
     * Makes network and volumes, then every container as soon as those it depends on are ready.
     *
     * @param checkedOut done when the workspace's files are there, for containers that mount some of them and images that are made from some
     */
    void provide(CompletableFuture<Void> checkedOut) {
        Map<String, ServicePlan> plans = diff.plans().stream()
                .collect(Collectors.toMap(plan -> plan.service().name(), Function.identity()));
        List<ServiceSpec> services =
                diff.plans().stream().map(ServicePlan::service).toList();
        if (!diff.plans().stream().allMatch(ServicePlan::isUnchanged)) {
            operation.backend().createNetworkAndVolumes(environment.stack(), services);
        }
        DependencyOrder.run(
                services,
                operation.cancellation(),
                service -> changes.carryOut(Objects.requireNonNull(plans.get(service.name())), () -> {
                    if (environment.isBuilt(service) || service.usesFiles()) {
                        DependencyOrder.await(checkedOut, operation.cancellation());
                    }
                }));
        services.forEach(changes::confirm);
    }

    /**
     * Renders the injected files, and withdraws those that are declared no more.
     *
     * @return whether one was written
     */
    public boolean inject() {
        Injector injector = tools.checkouts().injector();
        Injections injections = injections();
        injections.connect();
        boolean outdated = !injections.outdated().isEmpty();
        if (outdated) {
            injections.write();
        }
        diff.before().map(WorkspaceEntry::envFiles).orElse(List.of()).stream()
                .filter(file -> !environment.injectedFiles().contains(file))
                .forEach(file -> injector.withdraw(environment.root(), file));
        return outdated;
    }

    public Injections injections() {
        return new Injections(
                environment,
                tools.rendering(environment, operation.backend().host()),
                tools.checkouts().injector());
    }

    void releaseUnusedPorts() {
        tools.hostPorts(environment).releaseUnused();
    }

    /**
     * Records how the workspace is now.
     *
     * <p>The entry may have been lost and recovered from labels meanwhile. The workspace's lock decides whose it is.
     */
    public void record() {
        registry().change(environment.repository(), environment.name(), existing -> {
            WorkspaceEntry ready = environment.registryEntry(Phase.READY);
            if (existing.isPresent() && !existing.get().namespace().equals(ready.namespace())) {
                throw WorkspaceName.taken(existing.get(), environment.repository());
            }
            return Optional.of(ready);
        });
    }

    private WorkspaceRegistry registry() {
        return tools.records().registry();
    }
}
