package dev.aether.ajj.lifecycle.environment;

import dev.aether.ajj.model.config.AetherConfig;
import dev.aether.ajj.model.config.BackendSpec;
import dev.aether.ajj.model.config.ComposeUse.Build;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.service.ServiceSpec.Condition;
import dev.aether.ajj.model.template.Injection;
import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.model.workspace.WorkspaceEntry.Phase;
import dev.aether.ajj.model.workspace.WorkspaceEntry.ProcessOwner;
import dev.aether.ajj.model.workspace.WorkspaceId;
import dev.aether.ajj.spi.backend.Stack;
import dev.aether.ajj.spi.vcs.Repository;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The declared and the current state of one workspace while a command works on it. Thread-safe. */
public final class Environment {
    private final Repository repository;
    private final String name;
    private final Path root;
    private final Optional<AetherConfig> config;
    private final ProcessOwner owner;
    private final ServiceStates states = new ServiceStates();
    private Optional<String> former = Optional.empty();
    private volatile Set<String> others = Set.of();
    private Instant created = Instant.now();
    private volatile Optional<String> directory = Optional.empty();
    private volatile boolean copies;
    private Location location;
    private String namespace;

    /**
     * Creates an environment whose current state is unknown.
     *
     * @param name jj's name of the workspace
     * @param root its directory, absolute
     * @param config empty for a workspace without services
     * @param command the running command, recorded for later commands that find its work unfinished
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

    /** Sets the directory's identity in the file system. */
    public void setDirectory(Optional<String> identity) {
        directory = identity;
    }

    /** Makes services use copies of files, because the engine cannot mount files of this machine. */
    public void copyFiles() {
        copies = true;
    }

    public void setLocation(Location at) {
        location = at;
    }

    /** Returns the location of its services; unknown without services, and for entries of version 1.0. */
    public Location location() {
        return location;
    }

    /** Sets the namespace that the labels of this directory have, for the case that its entry was lost. */
    public void preferNamespace(String formerNamespace) {
        former = Optional.of(formerNamespace);
    }

    /** Sets the namespaces that the labels of other directories have, for the case that their entries were lost. */
    public void avoidNamespaces(Set<String> namespaces) {
        others = Set.copyOf(namespaces);
    }

    /**
     * Chooses a namespace that no other workspace of the repository has.
     *
     * @param own its entry; another workspace may have had its name before
     */
    public void claimNamespace(Optional<WorkspaceEntry> own, List<WorkspaceEntry> entries) {
        namespace = own.map(WorkspaceEntry::namespace)
                .or(() -> former.filter(found ->
                        entries.stream().noneMatch(entry -> entry.namespace().equals(found))))
                .orElseGet(() -> Namespaces.free(repository, name, entries, others));
    }

    /** Continues from its entry. Services keep their host ports as far as they still declare them. */
    public void resume(WorkspaceEntry entry) {
        namespace = entry.namespace();
        created = entry.created();
        location = entry.location();
        states.resume(entry, declaredServices());
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

    /** Adapts a service to this workspace. */
    private ServiceSpec here(ServiceSpec service) {
        ServiceSpec own = build(service)
                .map(build -> service.withBuiltImage(build.image(namespace)))
                .orElse(service);
        return copies ? own.withCopies() : own;
    }

    /** Whether a service's image is built from files of the workspace. */
    public boolean isBuilt(ServiceSpec service) {
        return build(service).isPresent();
    }

    private Optional<Build> build(ServiceSpec service) {
        return config.flatMap(AetherConfig::compose).flatMap(use -> use.build(service));
    }

    public List<Injection> injections() {
        return config.map(AetherConfig::injections).orElse(List.of());
    }

    public List<String> injectedFiles() {
        return injections().stream().map(Injection::file).toList();
    }

    /** Returns what is known of its services. */
    public ServiceStates states() {
        return states;
    }

    /** Whether all declared services have their host ports. */
    public boolean isReserved() {
        return declaredServices().stream().allMatch(states::isReserved);
    }

    /** Whether another service depends on this one's completion. */
    public boolean mustComplete(ServiceSpec service) {
        return declaredServices().stream()
                .anyMatch(other -> other.dependsOn().get(service.name()) == Condition.COMPLETED);
    }

    /** Whether this process has written the entry. */
    public boolean owns(WorkspaceEntry entry) {
        return entry.owner().pid() == owner.pid() && entry.created().equals(created);
    }

    /** Returns the entry as it is now, with the containers that were ready. */
    public WorkspaceEntry registryEntry(Phase phase) {
        return new WorkspaceEntry(
                name,
                root,
                stack().namespace(),
                location,
                phase,
                states.entries(declaredServices()),
                injectedFiles(),
                created,
                owner,
                declaredIn(),
                directory);
    }

    /**
     * Returns the directory of aether.toml or the compose file, relative to its workspace; empty when it is elsewhere.
     */
    public Optional<String> declaredIn() {
        return config.flatMap(found -> found.directoryIn(root, repository.workspaceRoot()));
    }
}
