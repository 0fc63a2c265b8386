package dev.aether.ajj.lifecycle.service;

import dev.aether.ajj.error.BackendProblem.PortAllocationFailed;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.lifecycle.environment.Environment;
import dev.aether.ajj.lifecycle.inject.Injections;
import dev.aether.ajj.lifecycle.task.DependencyOrder;
import dev.aether.ajj.lifecycle.view.Change;
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

/** The steps that make a new or existing workspace match aether.toml. Each can be repeated after an interruption. */
public final class BringUp {
    private final Diff diff;
    private final Environment environment;
    private final Operation operation;
    private final Provisioning tools;
    private final ServiceChanges changes;
    /** Services whose containers are to be replaced, and were ready. */
    private List<ServiceSpec> ready = List.of();

    /** @param removal what is removed when a service does not start */
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
     * Records name, namespace and host ports in one write, before anything is created. Services that will be started
     * count as not ready from then on.
     *
     * @param check throws if the existing entry, or its absence, forbids it
     */
    public void reserve(Phase phase, Consumer<Optional<WorkspaceEntry>> check) {
        ready = diff.plans().stream()
                .filter(plan -> plan.change() == Change.RECREATED)
                .map(ServicePlan::service)
                .filter(environment.states()::wasReady)
                .toList();
        diff.plans().stream()
                .filter(plan -> !plan.isUnchanged())
                .forEach(plan -> environment.states().recordReady(plan.service(), false));
        Set<Integer> elsewhere = portsElsewhere();
        try {
            registry().change(environment.repository(), environment.name(), (existing, all) -> {
                check.accept(existing);
                environment.claimNamespace(existing, all);
                tools.hostPorts(environment).reserve(elsewhere);
                return Optional.of(environment.registryEntry(phase));
            });
        } catch (Failure failure) {
            throw explained(failure);
        }
    }

    /** Records the state after a failure: services whose containers were not replaced are still ready. */
    void recordUnfinished() {
        ready.stream()
                .filter(service -> !changes.isReplaced(service))
                .forEach(service -> environment.states().recordReady(service, true));
        record();
    }

    /** Checks whether host ports can be reserved, without reserving them. */
    public void checkPorts() {
        Set<Integer> freed = diff.observed().stream()
                .filter(container -> diff.undeclared().contains(container.service()))
                .flatMap(container -> container.hostPorts().values().stream())
                .collect(Collectors.toSet());
        try {
            tools.hostPorts(environment).check(portsElsewhere(), freed);
        } catch (Failure failure) {
            throw explained(failure);
        }
    }

    private Set<Integer> portsElsewhere() {
        return environment.isReserved() ? Set.of() : operation.backend().portsInUse();
    }

    private Failure explained(Failure failure) {
        return failure.first() instanceof PortAllocationFailed problem
                        && problem.details().get("port") instanceof Integer port
                        && PortAllocationFailed.IN_USE.equals(problem.details().get("reason"))
                ? new Failure(operation.explained(problem, List.of(port)), failure)
                : failure;
    }

    /**
     * Creates network and volumes, then each container as soon as its dependencies are ready.
     *
     * @param checkedOut done when the workspace's files exist, for containers that mount some and images built from
     *     some
     */
    public void provision(CompletableFuture<Void> checkedOut) {
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
     * Writes the injected files, and withdraws those that are no longer declared.
     *
     * @return whether a file was written
     */
    public boolean inject() {
        Injector injector = tools.checkouts().injector();
        Injections injections = injections();
        injections.renderConnections();
        boolean outdated = !injections.outdated().isEmpty();
        if (outdated) {
            injections.write();
        }
        diff.withdrawnFiles().forEach(file -> injector.withdraw(environment.root(), file));
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
     * Records the workspace's state. Replaces an entry that was restored from labels meanwhile.
     *
     * @throws dev.aether.ajj.error.Failure {@code WORKSPACE_EXISTS} for an entry with another namespace
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
