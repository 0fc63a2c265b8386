package dev.aether.ajj.lifecycle.service;

import dev.aether.ajj.model.service.Healthcheck;
import dev.aether.ajj.model.service.PortSpec;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.spi.machine.Probe;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The checks of a service over the network, which need no engine. Each returns why the service does not answer; empty
 * when it does.
 *
 * @param host where its published ports are reached
 * @param hostPorts by {@link PortSpec#key()}
 */
record NetworkChecks(Probe probe, String host, ServiceSpec service, Map<String, Integer> hostPorts) {
    Optional<String> tcp(int containerPort) {
        return reason(probe.tcp(host, hostPort(containerPort), containerPort, service.env()))
                .map(seen -> "port " + containerPort + ": " + seen);
    }

    Optional<String> http(Healthcheck.Http http) {
        return reason(probe.http(host, hostPort(http.containerPort()), http.path()));
    }

    /** Checks all published TCP ports. */
    Optional<String> ports() {
        return service.ports().stream()
                .filter(port -> port.protocol() == PortSpec.Protocol.TCP)
                .flatMap(port -> tcp(port.containerPort()).stream())
                .findFirst();
    }

    /** Makes all checks that the service has. */
    Optional<String> all() {
        Optional<String> missing =
                service.healthcheck().check() instanceof Healthcheck.Http http ? http(http) : Optional.empty();
        return missing.or(this::ports);
    }

    private int hostPort(int containerPort) {
        return Objects.requireNonNull(hostPorts.get(Integer.toString(containerPort)), "port " + containerPort);
    }

    private static Optional<String> reason(Probe.Answer answer) {
        return answer.ready() ? Optional.empty() : Optional.of(answer.seen());
    }
}
