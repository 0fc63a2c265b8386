package dev.aether.ajj.lifecycle.environment;

import dev.aether.ajj.model.service.PortSpec;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.model.workspace.WorkspaceEntry.Phase;
import dev.aether.ajj.model.workspace.WorkspaceEntry.ServiceEntry;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The known host ports, containers and progress of a workspace's services. Thread-safe. */
public final class ServiceStates {
    private final Map<String, ServiceEntry> services = new ConcurrentHashMap<>();
    private final SequencedMap<String, ServiceEntry> undeclared = new LinkedHashMap<>();
    private final Set<String> completed = ConcurrentHashMap.newKeySet();
    private final Set<String> ready = ConcurrentHashMap.newKeySet();

    /** Continues from an entry. Services keep their host ports as far as they still declare them. */
    void resume(WorkspaceEntry entry, Collection<ServiceSpec> declared) {
        undeclared.putAll(entry.services());
        for (ServiceSpec service : declared) {
            ServiceEntry known = undeclared.remove(service.name());
            if (known == null) {
                continue;
            }
            services.put(
                    service.name(),
                    new ServiceEntry(
                            service.image(),
                            stillWanted(service, known.ports()),
                            known.containerId(),
                            known.connection()));
            if (entry.phase() != Phase.CREATING
                    && !entry.isRestored()
                    && !known.containerId().isEmpty()) {
                ready.add(service.name());
            }
        }
    }

    private static SequencedMap<String, Integer> stillWanted(ServiceSpec service, Map<String, Integer> hostPorts) {
        SequencedMap<String, Integer> wanted = new LinkedHashMap<>();
        for (PortSpec port : service.ports()) {
            Integer known = hostPorts.get(port.key());
            if (known != null && port.fixedHostPort().orElse(known) == known) {
                wanted.put(port.key(), known);
            }
        }
        return wanted;
    }

    /** Records a container found by its labels, which may be newer than the entry. */
    public void foundContainer(ServiceSpec service, String containerId, Map<String, Integer> hostPorts) {
        SequencedMap<String, Integer> known = new LinkedHashMap<>(of(service).ports());
        known.putAll(stillWanted(service, hostPorts));
        recordPorts(service, known);
        if (!containerId.equals(of(service).containerId())) {
            recordContainer(service, containerId);
        }
    }

    /** Drops the services that aether.toml no longer declares. */
    public void dropUndeclared() {
        undeclared.clear();
    }

    /** Returns what is known of a service; without ports and container before these are recorded. */
    public ServiceEntry of(ServiceSpec service) {
        return services.getOrDefault(service.name(), unknown(service));
    }

    private static ServiceEntry unknown(ServiceSpec service) {
        return new ServiceEntry(service.image(), new LinkedHashMap<>(), "", "");
    }

    /** Whether the service is known, with all its host ports. */
    boolean isReserved(ServiceSpec service) {
        return services.containsKey(service.name())
                && of(service).ports().size() == service.ports().size();
    }

    /** Returns all host ports, including those of undeclared services. */
    Set<Integer> hostPorts() {
        return Stream.concat(services.values().stream(), undeclared.values().stream())
                .flatMap(service -> service.ports().values().stream())
                .collect(Collectors.toSet());
    }

    /** Records a service's host ports, by {@link PortSpec#key()}. */
    void recordPorts(ServiceSpec service, SequencedMap<String, Integer> hostPorts) {
        services.merge(service.name(), unknown(service).withPorts(hostPorts), (known, _) -> known.withPorts(hostPorts));
    }

    /** Records a service's container, which is not known to be ready. */
    public void recordContainer(ServiceSpec service, String containerId) {
        ready.remove(service.name());
        services.compute(
                service.name(), (_, known) -> Objects.requireNonNull(known).withContainer(containerId));
    }

    public void recordConnection(ServiceSpec service, String connection) {
        services.compute(
                service.name(), (_, known) -> Objects.requireNonNull(known).withConnection(connection));
    }

    /** Records that a service's container is ready, or that it is no longer known to be. */
    public void recordReady(ServiceSpec service, boolean isReady) {
        if (isReady) {
            ready.add(service.name());
        } else {
            ready.remove(service.name());
        }
    }

    /** Whether an ajj has found the service's container ready since it was started. */
    public boolean wasReady(ServiceSpec service) {
        return ready.contains(service.name());
    }

    /** Records that a service has ended with status 0. */
    public void recordCompletion(ServiceSpec service) {
        completed.add(service.name());
    }

    /** Returns the services that have ended with status 0. */
    public Set<String> completed() {
        return Set.copyOf(completed);
    }

    /** Returns the entries of the declared services in their order, then those of undeclared ones. */
    SequencedMap<String, ServiceEntry> entries(Collection<ServiceSpec> declared) {
        SequencedMap<String, ServiceEntry> inOrder = new LinkedHashMap<>();
        for (ServiceSpec service : declared) {
            ServiceEntry known = Objects.requireNonNull(services.get(service.name()), service.name());
            inOrder.put(service.name(), wasReady(service) ? known : known.withContainer(""));
        }
        inOrder.putAll(undeclared);
        return inOrder;
    }
}
