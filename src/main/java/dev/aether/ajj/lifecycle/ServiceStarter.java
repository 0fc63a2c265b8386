package dev.aether.ajj.lifecycle;

import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.ServiceSpec;
import dev.aether.ajj.spi.Backend;
import dev.aether.ajj.spi.Backend.PortTaken;
import dev.aether.ajj.spi.Progress;
import dev.aether.ajj.spi.Progress.Stage;
import dev.aether.ajj.spi.Templates;
import java.util.List;
import java.util.Map;

/** Starts one service of a workspace and returns when it is ready. */
final class ServiceStarter {
    /** A port can be lost to a stranger between probing and binding; so many losses in a row are no accident. */
    private static final int ATTEMPTS = 20;

    private final Environment environment;
    private final Backend backend;
    private final HostPorts hostPorts;
    private final Templates templates;
    private final Readiness readiness;
    private final Images images;
    private final Progress progress;

    ServiceStarter(
            Environment environment,
            Backend backend,
            HostPorts hostPorts,
            Templates templates,
            Readiness readiness,
            Images images,
            Progress progress) {
        this.environment = environment;
        this.backend = backend;
        this.hostPorts = hostPorts;
        this.templates = templates;
        this.readiness = readiness;
        this.images = images;
        this.progress = progress;
    }

    /** Makes its container. */
    void start(ServiceSpec service) {
        progress.update(service.name(), Stage.STARTING, "");
        awaitReady(service, startContainer(service));
    }

    /** For a container that is there: returns when it is ready. */
    void awaitReady(ServiceSpec service, String containerId) {
        environment.started(service, containerId);
        service.connection()
                .ifPresent(template -> environment.connected(
                        service, templates.render(template, environment.connectionValues(service, backend.host()))));
        progress.update(service.name(), Stage.WAITING, "");
        readiness.await(service, containerId, environment.entry(service).ports(), images.of(service));
        progress.update(
                service.name(),
                Stage.READY,
                portsInWords(environment.entry(service).ports()));
    }

    /** Looks at it once more when all are up: one that answered and died meanwhile is not ready. */
    void confirm(ServiceSpec service) {
        readiness.confirm(service, environment.entry(service).containerId(), images.of(service));
    }

    private String startContainer(ServiceSpec service) {
        for (int attempt = 1; ; attempt++) {
            try {
                return backend.startService(
                        environment.stack(),
                        service,
                        environment.entry(service).ports(),
                        Hash.of(service, environment.root()));
            } catch (PortTaken taken) {
                if (attempt == ATTEMPTS || !HostPorts.canBeExchanged(service)) {
                    throw portLost(service, taken);
                }
                hostPorts.exchange(service);
            }
        }
    }

    private Failure portLost(ServiceSpec service, PortTaken taken) {
        return new Failure(
                new BackendProblem.PortAllocationFailed(
                        "a host port of the service " + service.name() + " is in use: " + taken.getMessage(),
                        List.of(
                                "see which program listens there: ss -lntup",
                                "or let ajj choose the host port: write \"5432\" instead of \"15432:5432\" in aether.toml"),
                        Map.of(
                                "service",
                                service.name(),
                                "ports",
                                List.copyOf(environment.ports(service).values()),
                                "reason",
                                String.valueOf(taken.getMessage()))),
                taken);
    }

    private String portsInWords(Map<String, Integer> ports) {
        return String.join(
                ", ",
                ports.entrySet().stream()
                        .map(port -> backend.host() + ":" + port.getValue() + " -> " + port.getKey())
                        .toList());
    }
}
