package dev.aether.ajj.lifecycle.environment;

import dev.aether.ajj.model.config.AetherConfig;
import dev.aether.ajj.model.config.BackendSpec;
import dev.aether.ajj.model.service.PortSpec;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.service.ServiceSpec.Condition;
import dev.aether.ajj.model.template.Injection;
import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.model.workspace.WorkspaceEntry.Phase;
import dev.aether.ajj.model.workspace.WorkspaceEntry.ProcessOwner;
import dev.aether.ajj.model.workspace.WorkspaceEntry.ServiceEntry;
import dev.aether.ajj.model.workspace.WorkspaceId;
import dev.aether.ajj.spi.backend.Stack;
import dev.aether.ajj.spi.vcs.Repository;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The environment of one workspace while a command works on it: what aether.toml declares, and what the steps have found
 * out so far. Thread-safe.
 */
public final class Environment {
    private final Repository repository;
    private final String name;
    private final Path root;
    private final Optional<AetherConfig> config;
    private final ProcessOwner owner;
    private final Map<String, ServiceEntry> services = new ConcurrentHashMap<>();
    private Optional<String> former = Optional.empty();
    private volatile Set<String> others = Set.of();
    private final SequencedMap<String, ServiceEntry> undeclared = new LinkedHashMap<>();
    private final Set<String> completed = ConcurrentHashMap.newKeySet();
    private Instant created = Instant.now();
    private volatile Optional<String> directory = Optional.empty();
    private volatile boolean copies;
    private boolean unfinished;
    private Location location;
    private String namespace;

    /**
     * An environment of which nothing is known yet but what it is to be.
     *
     * @param name jj's name of the workspace
     * @param root its directory, absolute
     * @param config empty for a workspace without services
     * @param command what is at work on it, for people who find it unfinished
     */
    public Environment(Repository repository, String name, Path root, Optional<AetherConfig> config, String command) {
        this.repository = repository;
        this.name = name;
        this.root = root;
        this.config = config;
        this.namespace = Namespaces.free(repository, name, List.of(), Set.of());
        this.owner = ProcessOwner.current(command);
        this.location = Location.unknown(
                config.map(AetherConfig::backend).map(BackendSpec::type).orElse(Location.DOCKER));
    }

    /** Settles what the file system calls its directory. */
    public void setDirectory(Optional<String> identity) {
        directory = identity;
    }

    /** Settles that its services get copies of files, because they run where this machine's cannot be mounted. */
    public void copyFiles() {
        copies = true;
    }

    /** Settles where its services are. */
    public void setLocation(Location at) {
        location = at;
    }

    /** Where its services are; unknown while it has none, and for those of version 1.0. */
    public Location location() {
        return location;
    }

    /** Names what the engine still has for its directory, should the registry have lost it. */
    public void preferNamespace(String formerNamespace) {
        former = Optional.of(formerNamespace);
    }

    /** Names what the engine has for other directories, should the registry have lost them. */
    public void avoidNamespaces(Set<String> namespaces) {
        others = Set.copyOf(namespaces);
    }

    /**
     * Settles the names of its containers, network and volumes, which no other workspace in the repository has.
     *
     * @param own its entry; another workspace may have had its name before
     */
    public void claimNamespace(Optional<WorkspaceEntry> own, List<WorkspaceEntry> entries) {
        namespace = own.map(WorkspaceEntry::namespace)
                .or(() -> former.filter(found ->
                        entries.stream().noneMatch(entry -> entry.namespace().equals(found))))
                .orElseGet(() -> Namespaces.free(repository, name, entries, others));
    }

    /** Whether an ajj has died while it made it: that services run does not say that they have ever been ready. */
    public boolean isUnfinished() {
        return unfinished;
    }

    /** Goes on from what the registry knows: host ports stay with the services that still want them. */
    public void resume(WorkspaceEntry entry) {
        namespace = entry.namespace();
        created = entry.created();
        location = entry.location();
        unfinished = entry.phase() == Phase.CREATING;
        entry.services().forEach((service, known) -> {
            Optional<ServiceSpec> declared = declared(service);
            declared.ifPresentOrElse(
                    found -> services.put(service, resumed(found, known)), () -> undeclared.put(service, known));
        });
    }

    private ServiceEntry resumed(ServiceSpec service, ServiceEntry known) {
        return new ServiceEntry(
                service.image(),
                stillWanted(service, known.ports()),
                known.containerId(),
                known.connection(),
                ConfigHash.of(service, root));
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

    /** Notes what the labels of a service's container say: that it was made later than the registry was written. */
    public void foundContainer(ServiceSpec service, String containerId, Map<String, Integer> hostPorts) {
        SequencedMap<String, Integer> known = new LinkedHashMap<>(ports(service));
        known.putAll(stillWanted(service, hostPorts));
        recordPorts(service, known);
        recordContainer(service, containerId);
    }

    /** The services that aether.toml does not declare any more are to be no part of it. */
    public void dropUndeclared() {
        undeclared.clear();
    }

    public Repository repository() {
        return repository;
    }

    public String name() {
        return name;
    }

    public Path root() {
        return root;
    }

    public Stack stack() {
        return new Stack(id(), root, namespace, declaredIn());
    }

    public WorkspaceId id() {
        return repository.workspace(name);
    }

    public Optional<AetherConfig> config() {
        return config;
    }

    public Collection<ServiceSpec> declaredServices() {
        return config.map(found ->
                        found.services().values().stream().map(this::here).toList())
                .orElse(List.of());
    }

    private Optional<ServiceSpec> declared(String service) {
        return config.map(AetherConfig::services)
                .map(found -> found.get(service))
                .map(this::here);
    }

    /** As this workspace runs it. */
    private ServiceSpec here(ServiceSpec service) {
        ServiceSpec own = withOwnImage(service);
        return copies ? own.withCopies() : own;
    }

    /** Whether the image of a service is built from the files of the workspace. */
    public boolean isBuilt(ServiceSpec service) {
        return config.flatMap(AetherConfig::compose)
                .flatMap(use -> use.build(service))
                .isPresent();
    }

    /** What is built from the files of a workspace has a name of its own in each. */
    private ServiceSpec withOwnImage(ServiceSpec service) {
        return config.flatMap(AetherConfig::compose)
                .flatMap(use -> use.build(service))
                .map(build -> service.withBuiltImage(build.image(namespace)))
                .orElse(service);
    }

    public List<Injection> injections() {
        return config.map(AetherConfig::injections).orElse(List.of());
    }

    public List<String> injectedFiles() {
        return injections().stream().map(Injection::file).toList();
    }

    /** Notes the host ports of a service, by {@link PortSpec#key()}. */
    void recordPorts(ServiceSpec service, SequencedMap<String, Integer> hostPorts) {
        services.merge(
                service.name(),
                new ServiceEntry(service.image(), hostPorts, "", "", ConfigHash.of(service, root)),
                (known, _) -> known.withPorts(hostPorts));
    }

    /** Its host ports so far, by {@link PortSpec#key()}. */
    public SequencedMap<String, Integer> ports(ServiceSpec service) {
        ServiceEntry entry = services.get(service.name());
        return entry == null ? new LinkedHashMap<>() : entry.ports();
    }

    /** Whether every declared service has all its host ports. */
    public boolean isReserved() {
        return declaredServices().stream()
                .allMatch(service -> services.containsKey(service.name())
                        && ports(service).size() == service.ports().size());
    }

    /** All that are reserved for it. */
    Set<Integer> hostPorts() {
        return Stream.concat(services.values().stream(), undeclared.values().stream())
                .flatMap(service -> service.ports().values().stream())
                .collect(Collectors.toSet());
    }

    /** Notes that a service's container was started. */
    public void recordContainer(ServiceSpec service, String containerId) {
        services.compute(
                service.name(), (_, entry) -> Objects.requireNonNull(entry).withContainer(containerId));
    }

    public void recordConnection(ServiceSpec service, String connection) {
        services.compute(
                service.name(), (_, entry) -> Objects.requireNonNull(entry).withConnection(connection));
    }

    /** Its container; empty string when it has none. */
    public String containerId(ServiceSpec service) {
        ServiceEntry entry = services.get(service.name());
        return entry == null ? "" : entry.containerId();
    }

    /** Its connection as rendered last; empty string when there is none. */
    public String connection(ServiceSpec service) {
        ServiceEntry entry = services.get(service.name());
        return entry == null ? "" : entry.connection();
    }

    /** Notes that a service has ended with status 0, and has nothing more to do. */
    public void recordCompletion(ServiceSpec service) {
        completed.add(service.name());
    }

    /** The services that have ended with status 0. */
    public Set<String> completed() {
        return Set.copyOf(completed);
    }

    /** Whether another service waits until this one has ended with status 0. */
    public boolean mustComplete(ServiceSpec service) {
        return declaredServices().stream()
                .anyMatch(other -> other.dependsOn().get(service.name()) == Condition.COMPLETED);
    }

    public ServiceEntry entry(ServiceSpec service) {
        return Objects.requireNonNull(services.get(service.name()), service.name());
    }

    /** Whether an entry of the registry is the one that this process has written. */
    public boolean owns(WorkspaceEntry entry) {
        return entry.owner().pid() == owner.pid() && entry.created().equals(created);
    }

    /** What the registry is to hold now. */
    public WorkspaceEntry registryEntry(Phase phase) {
        SequencedMap<String, ServiceEntry> inOrder = new LinkedHashMap<>();
        for (ServiceSpec service : declaredServices()) {
            inOrder.put(service.name(), entry(service));
        }
        inOrder.putAll(undeclared);
        return new WorkspaceEntry(
                name,
                root,
                stack().namespace(),
                location,
                phase,
                inOrder,
                injectedFiles(),
                created,
                owner,
                declaredIn(),
                directory);
    }

    /** The directory of aether.toml or the compose file, relative to its workspace; empty when it is elsewhere. */
    public Optional<String> declaredIn() {
        return config.flatMap(found -> found.directoryIn(root, repository.workspaceRoot()));
    }
}
