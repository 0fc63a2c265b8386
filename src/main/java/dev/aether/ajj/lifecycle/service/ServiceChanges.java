package dev.aether.ajj.lifecycle.service;

import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.lifecycle.environment.Environment;
import dev.aether.ajj.lifecycle.view.Change;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.backend.Backend.ObservedService;
import dev.aether.ajj.spi.backend.Backend.PortTaken;
import dev.aether.ajj.spi.backend.Backend.Removal;
import dev.aether.ajj.spi.machine.Probe;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.report.Progress.Stage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Carries out service plans, and records what was done. Thread-safe. */
public final class ServiceChanges {
    static final String UNDECLARED = "it is no longer declared";

    private final Environment environment;
    private final Backend backend;
    private final Progress progress;
    private final Probe probe;
    private final ServiceStarter starter;
    private final OnFailure onFailure;
    private final Set<String> begun = ConcurrentHashMap.newKeySet();
    private final Map<String, Change> done = new ConcurrentHashMap<>();
    private final Set<String> replaced = ConcurrentHashMap.newKeySet();

    /** What is removed when a service does not start. */
    public enum OnFailure {
        /** Its container, if it is new. */
        REMOVE_SERVICE,
        /** Nothing: the caller rolls back the whole stack. */
        ROLL_BACK
    }

    ServiceChanges(Operation operation, Provisioning tools, OnFailure onFailure) {
        this.environment = operation.environment();
        this.backend = operation.backend();
        this.progress = operation.progress();
        this.probe = tools.probe();
        this.starter = new ServiceStarter(operation, tools);
        this.onFailure = onFailure;
    }

    /**
     * Carries out a plan, and waits until the service is ready.
     *
     * @param first waits for what the container needs
     */
    void carryOut(ServicePlan plan, Runnable first) {
        String service = plan.service().name();
        begun.add(service);
        try {
            first.run();
            done.put(service, change(plan));
        } catch (RuntimeException thrown) {
            if (!isInterruption(thrown)) {
                progress.update(service, Stage.FAILED, "");
            } else if (onFailure == OnFailure.ROLL_BACK) {
                progress.update(service, Stage.ROLLING_BACK, "");
            }
            throw thrown;
        }
    }

    /** Returns the services that were worked on, including those without a container. */
    public Set<String> begun() {
        return Set.copyOf(begun);
    }

    /** Checks a changed service again after all have started: it may have died meanwhile. */
    void confirm(ServiceSpec service) {
        if (done.get(service.name()) != Change.UNCHANGED) {
            starter.confirm(service);
        }
    }

    /** Returns the changes by service, in the order of the plans, removals last. */
    public SequencedMap<String, Change> done(List<ServicePlan> plans) {
        SequencedMap<String, Change> inOrder = new LinkedHashMap<>();
        for (ServicePlan plan : plans) {
            Change change = done.get(plan.service().name());
            if (change != null) {
                inOrder.put(plan.service().name(), change);
            }
        }
        done.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> inOrder.putIfAbsent(entry.getKey(), entry.getValue()));
        return inOrder;
    }

    /** Whether the service's old container is removed. */
    boolean isReplaced(ServiceSpec service) {
        return replaced.contains(service.name());
    }

    /** Returns services whose old container is removed and whose new one is not ready. */
    List<String> lost() {
        return replaced.stream()
                .filter(name -> !done.containsKey(name))
                .sorted()
                .toList();
    }

    /** Removes a service that is no longer declared; its named volumes stay. */
    void remove(String service) {
        progress.update(service, Stage.REMOVING, UNDECLARED);
        removeContainer(service);
        done.put(service, Change.REMOVED);
        progress.update(service, Stage.REMOVED, "");
    }

    /** Removes an outdated container that mounts files, before other containers start. */
    void removeOutdated(ServicePlan plan) {
        if (plan.isOutdated()
                && plan.container().filter(ObservedService::mountsFiles).isPresent()) {
            removeFormer(plan.service(), plan.reason());
        }
    }

    private Change change(ServicePlan plan) {
        ServiceSpec service = plan.service();
        return switch (plan.change()) {
            case UNCHANGED -> check(plan);
            case STARTED -> restart(plan);
            case RECREATED -> recreate(service, plan.reason());
            case CREATED, REMOVED -> create(service);
        };
    }

    private Change check(ServicePlan plan) {
        if (!plan.isReady(environment, probe, backend.host())) {
            starter.awaitReady(plan.service(), containerId(plan));
        }
        return Change.UNCHANGED;
    }

    private Change restart(ServicePlan plan) {
        progress.update(plan.service().name(), Stage.STARTING, "");
        if (!plan.mountsCheckedFiles(environment.root())) {
            return recreate(plan.service(), ServicePlan.OTHER_FILES);
        }
        try {
            starter.restart(plan.service(), containerId(plan));
        } catch (PortTaken taken) {
            return recreate(plan.service(), "another program has taken its port");
        } catch (Failure refused) {
            if (refused.first() instanceof BackendProblem.SpawnFailed failed) {
                return recreate(plan.service(), "it cannot be restarted: " + failed.reason());
            }
            throw refused;
        }
        starter.awaitReady(plan.service(), containerId(plan));
        return Change.STARTED;
    }

    private Change recreate(ServiceSpec service, String reason) {
        if (!isReplaced(service)) {
            starter.prepare(service); // if this fails, the old container stays
            removeFormer(service, reason);
        }
        starter.start(service);
        return Change.RECREATED;
    }

    private void removeFormer(ServiceSpec service, String reason) {
        progress.update(service.name(), Stage.REPLACING, reason);
        removeContainer(service.name());
        replaced.add(service.name());
    }

    /** Creates a container. A new service that fails leaves no container. */
    private Change create(ServiceSpec service) {
        try {
            starter.start(service);
            return Change.CREATED;
        } catch (RuntimeException thrown) {
            if (onFailure == OnFailure.ROLL_BACK || isInterruption(thrown)) {
                throw thrown;
            }
            Failure failure = Failure.of(thrown);
            try {
                removeContainer(service.name());
                environment.states().recordContainer(service, "");
            } catch (Failure left) {
                failure = failure.and(left.problems());
            }
            throw failure;
        }
    }

    private void removeContainer(String service) {
        Removal removal = backend.remove(environment.stack(), new Backend.Part.Service(service));
        if (!removal.left().isEmpty()) {
            throw new Failure(
                    removal.left().entrySet().stream()
                            .map(left ->
                                    BackendProblem.DeprovisionFailed.left(left.getKey(), left.getValue(), "ajj up"))
                            .toList(),
                    null);
        }
    }

    private static String containerId(ServicePlan plan) {
        return plan.container().orElseThrow().containerId();
    }

    private static boolean isInterruption(RuntimeException thrown) {
        return thrown instanceof Failure failure && failure.first() instanceof Problem.Interrupted;
    }
}
