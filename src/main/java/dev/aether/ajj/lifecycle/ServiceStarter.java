package dev.aether.ajj.lifecycle;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.model.AetherConfig;
import dev.aether.ajj.model.PortRange;
import dev.aether.ajj.model.PortSpec;
import dev.aether.ajj.model.ServiceSpec;
import dev.aether.ajj.spi.Backend;
import dev.aether.ajj.spi.Backend.ImageFacts;
import dev.aether.ajj.spi.Backend.PortTaken;
import dev.aether.ajj.spi.PortLedger;
import dev.aether.ajj.spi.Progress;
import dev.aether.ajj.spi.Progress.Stage;
import dev.aether.ajj.spi.Templates;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;

/** Starts one service of a workspace and returns when it is ready. */
final class ServiceStarter {
    /** A port can be lost to a stranger between probing and binding; so many losses in a row are no accident. */
    private static final int ATTEMPTS = 20;

    private final Environment environment;
    private final Backend backend;
    private final PortLedger ledger;
    private final Templates templates;
    private final Readiness readiness;
    private final Map<String, ImageFacts> images;
    private final Progress progress;

    ServiceStarter(
            Environment environment,
            Backend backend,
            PortLedger ledger,
            Templates templates,
            Readiness readiness,
            Map<String, ImageFacts> images,
            Progress progress) {
        this.environment = environment;
        this.backend = backend;
        this.ledger = ledger;
        this.templates = templates;
        this.readiness = readiness;
        this.images = images;
        this.progress = progress;
    }

    void start(ServiceSpec service) {
        progress.update(service.name(), Stage.STARTING, "");
        String containerId = startContainer(service);
        environment.started(service, containerId);
        service.connection()
                .ifPresent(template -> environment.connected(
                        service, templates.render(template, environment.connectionValues(service, backend.host()))));
        progress.update(service.name(), Stage.WAITING, "");
        readiness.await(
                service,
                containerId,
                environment.entry(service).ports(),
                Objects.requireNonNull(images.get(service.name()), service.name()));
        progress.update(
                service.name(),
                Stage.READY,
                portsInWords(environment.entry(service).ports()));
    }

    /** Looks at it once more when all are up: one that answered and died meanwhile is not ready. */
    void confirm(ServiceSpec service) {
        readiness.confirm(
                service,
                environment.entry(service).containerId(),
                Objects.requireNonNull(images.get(service.name()), service.name()));
    }

    private String startContainer(ServiceSpec service) {
        for (int attempt = 1; ; attempt++) {
            try {
                return backend.startService(
                        environment.stack(), service, environment.entry(service).ports(), Hash.of(service));
            } catch (PortTaken taken) {
                if (attempt == ATTEMPTS || service.ports().stream().allMatch(ServiceStarter::isFixed)) {
                    throw portLost(service, taken);
                }
                environment.reserved(service, exchangePorts(service));
            }
        }
    }

    /** The engine does not say which port it was, so every port that ajj chose is exchanged; new ones first, old ones back after. */
    private SequencedMap<String, Integer> exchangePorts(ServiceSpec service) {
        PortRange range = environment.config().map(AetherConfig::ports).orElse(PortRange.DEFAULT);
        SequencedMap<String, Integer> lost = environment.entry(service).ports();
        List<PortSpec> chosen =
                service.ports().stream().filter(port -> !isFixed(port)).toList();
        List<Integer> fresh = ledger.reserve(
                environment.portOwner(),
                chosen.stream()
                        .map(port -> new PortLedger.Request(service.name(), port))
                        .toList(),
                range);
        SequencedMap<String, Integer> exchanged = new LinkedHashMap<>(lost);
        for (int i = 0; i < chosen.size(); i++) {
            Integer old = exchanged.put(chosen.get(i).key(), fresh.get(i));
            ledger.release(environment.portOwner(), Objects.requireNonNull(old));
        }
        return exchanged;
    }

    private static boolean isFixed(PortSpec port) {
        return port.fixedHostPort().isPresent();
    }

    private Failure portLost(ServiceSpec service, PortTaken taken) {
        return new Failure(
                new Problem.PortAllocationFailed(
                        "a host port of the service " + service.name() + " is in use: " + taken.getMessage(),
                        List.of(
                                "see who listens there: ss -ltnp",
                                "or let ajj choose the host port: write \"5432\" instead of \"15432:5432\" in aether.toml")),
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
