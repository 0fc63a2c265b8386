package dev.aether.ajj.lifecycle.environment;

import dev.aether.ajj.model.config.AetherConfig;
import dev.aether.ajj.model.config.PortRange;
import dev.aether.ajj.model.service.PortSpec;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.spi.state.PortLedger;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;

/** The pinned host ports of an environment: only missing and lost ones get a new number. */
public record HostPorts(Environment environment, PortLedger ledger) {
    /**
     * Reserves a host port for every declared port that has none, all or nothing.
     *
     * @param elsewhere ports in use on the engine's machine, if that is another one
     */
    public void reserve(Set<Integer> elsewhere) {
        Iterator<Integer> fresh = ledger.reserve(
                        environment.id(), environment.location(), missing(), range().without(elsewhere))
                .iterator();
        for (ServiceSpec service : environment.declaredServices()) {
            SequencedMap<String, Integer> own = new LinkedHashMap<>();
            for (PortSpec port : service.ports()) {
                Integer kept = environment.states().of(service).ports().get(port.key());
                own.put(port.key(), kept == null ? fresh.next() : kept);
            }
            environment.states().recordPorts(service, own);
        }
    }

    /**
     * Checks whether {@link #reserve} would succeed, without reserving anything.
     *
     * @param freed ports of containers that are removed before
     */
    public void check(Set<Integer> elsewhere, Set<Integer> freed) {
        List<PortLedger.Request> requests = missing().stream()
                .filter(request -> request.port().fixedHostPort().stream().noneMatch(freed::contains))
                .toList();
        ledger.check(environment.id(), environment.location(), requests, range().without(elsewhere));
    }

    private List<PortLedger.Request> missing() {
        List<PortLedger.Request> requests = new ArrayList<>();
        for (ServiceSpec service : environment.declaredServices()) {
            service.ports().stream()
                    .filter(port -> !environment.states().of(service).ports().containsKey(port.key()))
                    .forEach(port -> requests.add(new PortLedger.Request(service.name(), port)));
        }
        return requests;
    }

    /** Whether {@link #exchange} can replace a port of the service. */
    public static boolean canBeExchanged(ServiceSpec service) {
        return !service.ports().stream().allMatch(HostPorts::isFixed);
    }

    /**
     * Replaces all ports of a service that ajj chose: the engine does not report which one was lost. Reserves the new
     * ones before releasing the old ones.
     *
     * @param elsewhere as for {@link #reserve}
     */
    public void exchange(ServiceSpec service, Set<Integer> elsewhere) {
        SequencedMap<String, Integer> lost = environment.states().of(service).ports();
        List<PortSpec> chosen =
                service.ports().stream().filter(port -> !isFixed(port)).toList();
        List<Integer> fresh = ledger.reserve(
                environment.id(),
                environment.location(),
                chosen.stream()
                        .map(port -> new PortLedger.Request(service.name(), port))
                        .toList(),
                range().without(elsewhere));
        SequencedMap<String, Integer> exchanged = new LinkedHashMap<>(lost);
        for (int i = 0; i < chosen.size(); i++) {
            Integer old = exchanged.put(chosen.get(i).key(), fresh.get(i));
            ledger.release(environment.id(), Objects.requireNonNull(old));
        }
        environment.states().recordPorts(service, exchanged);
    }

    /** Releases the ports that the workspace does not use, including those of an interrupted run. */
    public void releaseUnused() {
        ledger.releaseOthers(environment.id(), environment.states().hostPorts());
    }

    private PortRange range() {
        return environment.config().map(AetherConfig::ports).orElse(PortRange.DEFAULT);
    }

    private static boolean isFixed(PortSpec port) {
        return port.fixedHostPort().isPresent();
    }
}
