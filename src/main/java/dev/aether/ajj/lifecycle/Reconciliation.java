package dev.aether.ajj.lifecycle;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.LeftoverProblem;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.model.ServiceSpec;
import dev.aether.ajj.model.WorkspaceEntry;
import dev.aether.ajj.model.WorkspaceEntry.Phase;
import dev.aether.ajj.spi.Backend;
import dev.aether.ajj.spi.Injector;
import dev.aether.ajj.spi.PortLedger;
import dev.aether.ajj.spi.Templates;
import dev.aether.ajj.spi.WorkspaceRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Makes a workspace match its survey. Unlike a {@link Saga} it has no way back: each step leads nearer to what is
 * declared, what is up stays, and a further run goes on from wherever this one ended.
 */
final class Reconciliation {
    private final Survey survey;
    private final Environment environment;
    private final Backend backend;
    private final ServiceChanges changes;
    private final InjectedFiles files;
    private final WorkspaceRegistry registry;
    private final PortLedger ledger;
    private final Templates templates;
    private final Injector injector;
    private final Cancellation cancellation;
    private volatile boolean begun;
    private volatile boolean injected;

    Reconciliation(
            Survey survey,
            Backend backend,
            ServiceChanges changes,
            InjectedFiles files,
            WorkspaceRegistry registry,
            PortLedger ledger,
            Templates templates,
            Injector injector,
            Cancellation cancellation) {
        this.survey = survey;
        this.environment = survey.environment();
        this.backend = backend;
        this.changes = changes;
        this.files = files;
        this.registry = registry;
        this.ledger = ledger;
        this.templates = templates;
        this.injector = injector;
        this.cancellation = cancellation;
    }

    /**
     * Does it.
     *
     * @throws Failure the reason; behind it, when something has been changed, how things are now
     */
    void run() {
        try {
            // On a thread of its own, so that an interruption never cuts a call to the engine off.
            Tasks.all(cancellation, List.of(this::perform));
        } catch (RuntimeException thrown) {
            Failure failure = Failure.of(thrown);
            // The interruption has been heard; what is to be written now must not be cut off by it.
            boolean _ = Thread.interrupted();
            cancellation.beginRollback();
            throw failure.and(settle());
        }
    }

    /** Whether injected files were written. */
    boolean injected() {
        return injected;
    }

    private void perform() {
        files.prepare();
        cancellation.check();
        survey.undeclared().forEach(changes::remove);
        if (survey.startsWithFiles()) {
            survey.plans().forEach(changes::removeOutdated);
        }
        reserve();
        provide();
        cancellation.check();
        inject();
        releaseUnused();
        record();
    }

    /** Written down before anything is made, and with the ports in one step: a crash leaves none that have no entry. */
    private void reserve() {
        boolean isNew = survey.before().map(WorkspaceEntry::phase).orElse(Phase.CREATING) == Phase.CREATING;
        registry.changeAmong(environment.repository(), environment.name(), (_, all) -> {
            environment.claimNamespace(all);
            new HostPorts(environment, ledger).reserve();
            return Optional.of(environment.registryEntry(isNew ? Phase.CREATING : Phase.READY));
        });
        begun = true;
    }

    private void provide() {
        Map<String, ServicePlan> plans = survey.plans().stream()
                .collect(Collectors.toMap(plan -> plan.service().name(), Function.identity()));
        List<ServiceSpec> services =
                survey.plans().stream().map(ServicePlan::service).toList();
        if (!survey.plans().stream().allMatch(ServicePlan::isUnchanged)) {
            backend.createNetwork(environment.stack());
            backend.createVolumes(environment.stack(), services);
        }
        DependencyOrder.run(
                services, cancellation, service -> changes.carryOut(Objects.requireNonNull(plans.get(service.name()))));
        services.forEach(changes::confirm);
    }

    private void inject() {
        Injections injections = new Injections(environment, templates, injector, backend.host());
        injections.connect();
        injected = !injections.areWritten();
        if (injected) {
            injections.write();
        }
        survey.before().map(WorkspaceEntry::envFiles).orElse(List.of()).stream()
                .filter(file -> !environment.injectedFiles().contains(file))
                .forEach(file -> injector.withdraw(environment.root(), file));
    }

    private void releaseUnused() {
        new HostPorts(environment, ledger).releaseUnused();
    }

    private void record() {
        if (!survey.isRecorded()) {
            record(Phase.READY);
        }
    }

    private void record(Phase phase) {
        registry.change(
                environment.repository(), environment.name(), _ -> Optional.of(environment.registryEntry(phase)));
    }

    /** After a failure: the registry and the injected files are to say how things are now, not how they were. */
    private List<Problem> settle() {
        List<Problem> problems = new ArrayList<>();
        if (!begun) {
            attempt(files::undo, problems);
            return problems;
        }
        attempt(() -> record(Phase.READY), problems);
        attempt(this::releaseUnused, problems);
        boolean wasInjected =
                survey.before().filter(entry -> !entry.envFiles().isEmpty()).isPresent();
        attempt(wasInjected ? this::inject : files::undo, problems);
        problems.add(new LeftoverProblem.Unfinished(
                environment.name(),
                changes.done(survey.plans()).entrySet().stream()
                        .filter(change -> change.getValue() != Change.UNCHANGED)
                        .map(change -> change.getKey() + " " + change.getValue().word())
                        .toList(),
                changes.lost()));
        return problems;
    }

    private static void attempt(Runnable work, List<Problem> problems) {
        try {
            work.run();
        } catch (RuntimeException thrown) {
            problems.addAll(Failure.of(thrown).problems());
        }
    }
}
