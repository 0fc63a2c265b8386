package dev.aether.ajj.lifecycle.service;

import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.lifecycle.environment.ConfigHash;
import dev.aether.ajj.lifecycle.environment.Environment;
import dev.aether.ajj.lifecycle.environment.HostPorts;
import dev.aether.ajj.lifecycle.environment.ServiceStates;
import dev.aether.ajj.lifecycle.inject.Rendering;
import dev.aether.ajj.lifecycle.trust.Trust;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.service.VolumeSpec;
import dev.aether.ajj.spi.backend.Backend.ImageFacts;
import dev.aether.ajj.spi.backend.Backend.Part;
import dev.aether.ajj.spi.backend.Backend.PortTaken;
import dev.aether.ajj.spi.backend.Backend.Removal;
import dev.aether.ajj.spi.machine.Probe;
import dev.aether.ajj.spi.report.Progress.Stage;
import dev.aether.ajj.spi.report.Progress.Work;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Starts the services of a workspace. */
final class ServiceStarter {
    /** A port can be lost to another program between probing and binding. So many losses in a row are no accident. */
    private static final int ATTEMPTS = 20;

    private final Environment environment;
    private final ServiceStates states;
    private final Operation operation;
    private final HostPorts hostPorts;
    private final Rendering rendering;
    private final Probe probe;
    private final Trust trust;
    private final Map<String, String> hashes = new ConcurrentHashMap<>();

    ServiceStarter(Operation operation, Provisioning tools) {
        this.environment = operation.environment();
        this.states = environment.states();
        this.operation = operation;
        this.hostPorts = tools.hostPorts(environment);
        this.rendering = tools.rendering(environment, operation.backend().host());
        this.probe = tools.probe();
        this.trust = tools.trust();
    }

    /** Pulls or builds the service's image. */
    void prepare(ServiceSpec service) {
        trust.checkAgain(environment, service);
        ImageFacts _ = image(service);
    }

    /** Creates the service's container and waits until it is ready. */
    void start(ServiceSpec service) {
        prepare(service);
        operation.progress().update(service.name(), Stage.STARTING, copies(service));
        awaitReady(service, startContainer(service));
    }

    /** Describes the files that are copied to another machine; empty without any. */
    private static String copies(ServiceSpec service) {
        List<String> copies = service.volumes().stream()
                .filter(VolumeSpec.Copy.class::isInstance)
                .flatMap(volume -> volume.declaredPath().stream())
                .map(VolumeSpec.Bind::source)
                .toList();
        return copies.isEmpty() ? "" : "with copies of " + String.join(", ", copies);
    }

    private ImageFacts image(ServiceSpec service) {
        return operation.images().of(service, environment.stack(), operation.cancellation());
    }

    void restart(ServiceSpec service, String containerId) throws PortTaken {
        trust.checkAgain(environment, service);
        operation.backend().restart(rendering.rendered(service), containerId);
    }

    /** Waits until the service is ready, or completed if another service depends on that. */
    void awaitReady(ServiceSpec service, String containerId) {
        states.recordContainer(service, containerId);
        operation
                .backend()
                .openForwards(
                        environment.stack(),
                        Map.of(service.name(), states.of(service).ports()));
        ServiceSpec rendered = rendering.rendered(service);
        service.connection()
                .ifPresent(template -> states.recordConnection(service, rendering.connection(rendered, template)));
        Readiness readiness = new Readiness(operation, rendered, containerId);
        if (environment.mustComplete(service)) {
            operation.progress().update(service.name(), Stage.WAITING, "until it has completed");
            waiting(service, readiness::awaitCompletion);
            states.recordCompletion(service);
            states.recordReady(service, true);
            operation.progress().update(service.name(), Stage.READY, "completed");
            return;
        }
        operation.progress().update(service.name(), Stage.WAITING, "");
        ImageFacts image = image(service);
        NetworkChecks network = new NetworkChecks(
                probe, operation.backend().host(), rendered, states.of(service).ports());
        waiting(service, () -> readiness.await(network, image));
        states.recordReady(service, true);
        operation
                .progress()
                .update(
                        service.name(),
                        Stage.READY,
                        portsInWords(states.of(service).ports()));
    }

    private void waiting(ServiceSpec service, Runnable wait) {
        long start = System.nanoTime();
        try {
            wait.run();
        } finally {
            operation.progress().record(Work.WAIT, "until " + service.name() + " is ready", start);
        }
    }

    /** Checks again after all services have started. A service that has died since is not ready. */
    void confirm(ServiceSpec service) {
        String hash = hashes.get(service.name());
        if (hash != null && !hash.equals(hash(rendering.rendered(service)))) {
            operation.progress().update(service.name(), Stage.REPLACING, "a host port that it names has changed");
            Removal _ = operation.backend().remove(environment.stack(), new Part.Service(service.name()));
            start(service);
        }
        if (states.completed().contains(service.name())) {
            return;
        }
        String containerId = states.of(service).containerId();
        if (new Readiness(operation, rendering.rendered(service), containerId).confirm(image(service))) {
            states.recordCompletion(service);
        }
    }

    private String startContainer(ServiceSpec service) {
        for (int attempt = 1; ; attempt++) {
            // Render for each attempt: the service may name a replaced port.
            ServiceSpec rendered = rendering.rendered(service);
            try {
                String containerId = operation
                        .backend()
                        .create(
                                environment.stack(),
                                rendered,
                                states.of(service).ports(),
                                hash(rendered));
                hashes.put(service.name(), hash(rendered));
                return containerId;
            } catch (PortTaken taken) {
                if (attempt == ATTEMPTS || !HostPorts.canBeExchanged(service)) {
                    throw portLost(service, taken);
                }
                hostPorts.exchange(service, operation.backend().portsInUse());
            }
        }
    }

    private String hash(ServiceSpec rendered) {
        return ConfigHash.of(rendered, environment.root());
    }

    private Failure portLost(ServiceSpec service, PortTaken taken) {
        List<Integer> ports = List.copyOf(states.of(service).ports().values());
        BackendProblem.PortAllocationFailed problem = new BackendProblem.PortAllocationFailed(
                "a host port of the service " + service.name() + " is in use: " + taken.getMessage(),
                List.of(
                        "see which program listens there: ss -lntup",
                        "or let ajj choose the host port: write \"5432\" instead of \"15432:5432\" in aether.toml"),
                Map.of("service", service.name(), "ports", ports, "reason", String.valueOf(taken.getMessage())));
        return new Failure(operation.explained(problem, ports), taken);
    }

    private String portsInWords(Map<String, Integer> ports) {
        return String.join(
                ", ",
                ports.entrySet().stream()
                        .map(port -> operation.backend().host() + ":" + port.getValue() + " -> " + port.getKey())
                        .toList());
    }
}
