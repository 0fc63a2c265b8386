package dev.aether.ajj.testing;

import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.service.VolumeSpec;
import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.model.workspace.RealPath;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.backend.ContainerCommand;
import dev.aether.ajj.spi.backend.ContainerLog;
import dev.aether.ajj.spi.backend.ServiceAccess;
import dev.aether.ajj.spi.backend.Stack;
import dev.aether.ajj.spi.report.Check;
import dev.aether.ajj.spi.report.Finding;
import dev.aether.ajj.spi.terminal.Console;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** A container engine in memory. */
public final class FakeEngine implements Backend {
    private final Faults faults;
    private final Location location;
    private final Map<String, ContainerState> containers = new TreeMap<>();
    private final Map<String, Resource> resources = new TreeMap<>();
    private final Map<String, Integer> published = new TreeMap<>();
    private final List<String> started = new ArrayList<>();
    private final Map<String, ServiceSpec> specs = new TreeMap<>();
    private final Map<String, String> hashes = new TreeMap<>();
    private final Map<String, Map<String, MountedPath>> files = new TreeMap<>();
    private final Map<String, SequencedMap<String, Integer>> hostPorts = new TreeMap<>();
    private final Set<String> volumes = new TreeSet<>();
    private final List<RenamedContainer> renamed = new ArrayList<>();

    /** Whether it answers {@link #checks} and {@link #resources}. */
    public boolean answering = true;
    /** Runs during the removal of a stack. */
    public Runnable whileRemoving = () -> {};
    /** Host ports that another program listens on. */
    public final Set<Integer> takenPorts = new TreeSet<>();
    /** Containers of others that publish host ports. */
    public final Map<Integer, String> publishers = new TreeMap<>();
    /** Names of resources that cannot be removed. */
    public final Set<String> stuck = new TreeSet<>();
    /** Containers that cannot be restarted. */
    public final Set<String> broken = new TreeSet<>();
    /** The output of every container. */
    public final List<String> log = new ArrayList<>();
    /** The output of each container. */
    public final FakeLogs printed = new FakeLogs();
    /** The state of containers after their start. */
    public ContainerState stateOfNew = new ContainerState(true, 0, 0, false);

    /** Services that end by themselves after they were seen running, with their exit status. */
    public final Map<String, Integer> jobs = new TreeMap<>();

    /** The result of commands in containers. */
    public CommandResult checkResult = new CommandResult(OptionalInt.of(0), List.of());

    /** The engine's id. Changing it simulates another engine at this address. */
    public String id;

    /** Whether it runs on another machine. */
    public boolean remote;
    /** The failure of {@link #check}. */
    public Optional<Failure> checkFailure = Optional.empty();
    /** TCP ports in use on the engine's machine. */
    public final Set<Integer> usedPorts = new TreeSet<>();
    /** The failure of {@link #openForwards}. */
    public Optional<Failure> unreachable = Optional.empty();
    /** The host ports of each {@link #openForwards}, by service. */
    public final List<Map<String, Map<String, Integer>>> reached = new CopyOnWriteArrayList<>();
    /** The namespaces of each {@link #closeForwards}. */
    public final List<String> released = new CopyOnWriteArrayList<>();

    FakeEngine(Faults faults, Location location) {
        this.faults = faults;
        this.location = location;
        this.id = location.id();
    }

    @Override
    public String address() {
        return location.address();
    }

    @Override
    public Location location() {
        faults.before("verify");
        requireAnswer();
        return new Location(remote ? Location.SSH : location.backend(), location.address(), id);
    }

    @Override
    public void check(Collection<ServiceSpec> services, Path root) {
        checkFailure.ifPresent(failure -> {
            throw failure;
        });
    }

    @Override
    public boolean mountsFiles() {
        return !remote;
    }

    @Override
    public Set<Integer> portsInUse() {
        return Set.copyOf(usedPorts);
    }

    @Override
    public Optional<String> publisher(int hostPort) {
        return Optional.ofNullable(publishers.get(hostPort));
    }

    @Override
    public void openForwards(Stack stack, Map<String, ? extends Map<String, Integer>> hostPorts) {
        Map<String, Map<String, Integer>> ports = new TreeMap<>();
        hostPorts.forEach((service, all) -> ports.put(service, Map.copyOf(all)));
        reached.add(ports);
        unreachable.ifPresent(failure -> {
            throw failure;
        });
    }

    @Override
    public void closeForwards(Stack stack) {
        released.add(stack.namespace());
    }

    /** Returns the names of all resources. */
    public synchronized List<String> contents() {
        List<String> contents = new ArrayList<>();
        resources.values().forEach(resource -> contents.add(resource.what()));
        return contents;
    }

    /** Creates a resource as if by an older ajj or by another repository. */
    public synchronized void createResource(Kind kind, String name, Stack stack) {
        Resource resource = new Resource(kind, name, stack);
        resources.put(resource.what(), resource);
        if (kind == Kind.CONTAINER) {
            containers.put(name, stateOfNew);
        }
    }

    /** Gives a container the fingerprint of another version of ajj. */
    public synchronized void setConfigHash(String containerId, String configHash) {
        hashes.put(containerId, configHash);
    }

    /** Makes a container mount other files, as if a link had changed since its creation. */
    public synchronized void setMounts(String containerId, Map<String, String> sources) {
        files.put(
                containerId,
                sources.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, source -> new MountedPath(source.getValue(), true))));
    }

    /** Returns the names of all named volumes. */
    public synchronized Set<String> volumes() {
        return Set.copyOf(volumes);
    }

    /** Returns the names of services in the order of their containers' starts. */
    public synchronized List<String> started() {
        return List.copyOf(started);
    }

    /** Returns the service as its container was last started. */
    public synchronized ServiceSpec startedAs(String service) {
        return Objects.requireNonNull(specs.get(service), service);
    }

    @Override
    public List<Check> checks() {
        Problem silent = new BackendProblem.Unavailable("the engine does not answer", List.of("start it"));
        return List.of(Check.of(CHECK, List.of(), silent, () -> {
            if (!answering) {
                throw new Failure(silent);
            }
            return Finding.ok(CHECK, "Fake Engine 1.0", Map.of("rootless", false));
        }));
    }

    private void requireAnswer() {
        if (!answering) {
            throw new Failure(new BackendProblem.Unavailable("the engine does not answer", List.of("start it")));
        }
    }

    @Override
    public ImageFacts fetchImage(ServiceSpec service) {
        faults.before("fetch " + service.image());
        return new ImageFacts(List.of());
    }

    @Override
    public Map<String, String> imageLabels(Stack stack) {
        return Map.of("namespace", stack.namespace());
    }

    @Override
    public void createNetworkAndVolumes(Stack stack, Collection<ServiceSpec> services) {
        refuseRenamed(stack);
        faults.before("create network");
        createResource(Kind.NETWORK, stack.namespace(), stack);
        faults.after("create network");
        faults.before("create volumes");
        synchronized (this) {
            for (ServiceSpec service : services) {
                service.volumes().stream()
                        .filter(VolumeSpec.Named.class::isInstance)
                        .map(VolumeSpec.Named.class::cast)
                        .forEach(volume -> volumes.add(stack.namespace() + "-" + volume.name()));
            }
        }
    }

    @Override
    public String create(Stack stack, ServiceSpec service, SequencedMap<String, Integer> hostPorts, String configHash)
            throws PortTaken {
        faults.before("start " + service.name());
        String id = stack.namespace() + "-" + service.name();
        synchronized (this) {
            if (hostPorts.values().stream()
                    .anyMatch(port -> takenPorts.contains(port) || published.containsValue(port))) {
                throw new PortTaken("port is already allocated", new IllegalStateException());
            }
            hostPorts.values().forEach(port -> published.put(id + " " + port, port));
            createResource(Kind.CONTAINER, id, stack);
            hashes.put(id, configHash);
            this.hostPorts.put(id, hostPorts);
            started.add(service.name());
            specs.put(service.name(), service);
            files.put(
                    id,
                    service.volumes().stream()
                            .filter(VolumeSpec.Bind.class::isInstance)
                            .map(VolumeSpec.Bind.class::cast)
                            .collect(Collectors.toMap(
                                    VolumeSpec.Bind::target,
                                    bind -> new MountedPath(
                                            RealPath.of(bind.path(stack.root())).toString(), !bind.readOnly()))));
        }
        faults.after("start " + service.name());
        return id;
    }

    @Override
    public void restart(ServiceSpec service, String containerId) throws PortTaken {
        faults.before("start again " + containerId.substring(containerId.lastIndexOf('-') + 1));
        synchronized (this) {
            if (!containers.containsKey(containerId) || broken.contains(containerId)) {
                throw new Failure(new BackendProblem.SpawnFailed(containerId, "no such container", List.of("none")));
            }
            if (hostPorts.getOrDefault(containerId, new LinkedHashMap<>()).values().stream()
                    .anyMatch(takenPorts::contains)) {
                throw new PortTaken("port is already allocated", new IllegalStateException());
            }
            containers.put(containerId, stateOfNew);
        }
    }

    @Override
    public ServiceAccess access(Instance instance) {
        return new ServiceAccess() {
            @Override
            public Optional<ContainerState> state() {
                return inspect(instance.id());
            }

            @Override
            public Optional<Vitals> vitals(boolean memory) {
                return state().filter(ContainerState::running)
                        .map(state -> new Vitals(
                                Instant.now(),
                                state.restarts(),
                                memory ? OptionalLong.of(12_300_000) : OptionalLong.empty()));
            }

            @Override
            public CommandResult execute(List<String> argv, Duration timeout) {
                return checkResult;
            }

            @Override
            public List<String> lastLines(int count) {
                return List.copyOf(log);
            }

            @Override
            public ContainerLog log(ContainerLog.Range range) {
                faults.before((range.follow() ? "follow " : "log ") + instance.service());
                return printed.read(instance, range);
            }

            @Override
            public int attach(ContainerCommand command, Console.Streams streams) {
                faults.before("attach " + instance.service() + " " + command.argv());
                return FakeCommand.run(instance, state(), command, streams);
            }
        };
    }

    private synchronized Optional<ContainerState> inspect(String containerId) {
        Optional<ContainerState> state = Optional.ofNullable(containers.get(containerId));
        Integer exitCode = jobs.get(containerId.substring(containerId.lastIndexOf('-') + 1));
        if (exitCode != null && state.filter(ContainerState::running).isPresent()) {
            kill(containerId, exitCode);
        }
        return state;
    }

    @Override
    public String host() {
        return "127.0.0.1";
    }

    @Override
    public Removal remove(Stack stack, Part part) {
        return switch (part) {
            case Part.Everything _ -> removeStack(stack, false);
            case Part.KeepVolumes _ -> takeDown(stack);
            case Part.Service(String name) -> removeService(stack, name);
        };
    }

    private Removal removeStack(Stack stack, boolean keepVolumes) {
        faults.before("remove stack");
        whileRemoving.run();
        synchronized (this) {
            int before = containers.size();
            SequencedMap<String, String> left = new LinkedHashMap<>();
            List<Resource> own = resources.values().stream()
                    .filter(resource -> isOf(stack, resource))
                    .filter(resource -> !keepVolumes || resource.kind() != Kind.VOLUME)
                    .toList();
            for (Resource resource : own) {
                if (stuck.contains(resource.name())) {
                    left.put(resource.what(), "it is stuck");
                } else {
                    resources.remove(resource.what());
                    containers.keySet().removeIf(name -> !resources.containsKey("container " + name));
                }
            }
            int volumesBefore = volumes.size();
            if (left.isEmpty() && !keepVolumes) {
                volumes.removeIf(name -> name.startsWith(stack.namespace()));
            }
            published.keySet().removeIf(key -> !containers.containsKey(key.split(" ", 2)[0]));
            return new Removal(before - containers.size(), volumesBefore - volumes.size(), left);
        }
    }

    private static boolean isOf(Stack stack, Resource resource) {
        return resource.stack().repository().equals(stack.repository())
                && resource.stack().namespace().equals(stack.namespace());
    }

    @Override
    public synchronized List<Resource> resources() {
        if (!answering) {
            throw new Failure(new BackendProblem.Unavailable("the engine does not answer", List.of("start it")));
        }
        faults.before("list everything");
        return List.copyOf(resources.values());
    }

    private Removal takeDown(Stack stack) {
        faults.before("take down");
        return removeStack(stack, true);
    }

    private Removal removeService(Stack stack, String service) {
        faults.before("remove " + service);
        String id = stack.namespace() + "-" + service;
        synchronized (this) {
            if (stuck.contains(id)) {
                return new Removal(0, 0, new LinkedHashMap<>(Map.of("container " + id, "it is stuck")));
            }
            published.keySet().removeIf(key -> key.startsWith(id + " "));
            resources.remove("container " + id);
            return new Removal(containers.remove(id) == null ? 0 : 1, 0, new LinkedHashMap<>());
        }
    }

    @Override
    public synchronized List<OwnedService> services() {
        return containers.entrySet().stream()
                .map(container -> service(container.getKey(), container.getValue()))
                .toList();
    }

    @Override
    public synchronized List<OwnedService> services(String repositoryId) {
        faults.before("observe");
        requireAnswer();
        return services().stream()
                .filter(service -> repositoryId.equals(service.stack().repository()))
                .toList();
    }

    private OwnedService service(String name, ContainerState state) {
        Stack stack =
                Objects.requireNonNull(resources.get("container " + name), name).stack();
        return new OwnedService(
                stack,
                new ObservedService(
                        name.substring(stack.namespace().length() + 1),
                        name,
                        "image",
                        state.running() ? State.RUNNING : State.EXITED,
                        state.exitCode(),
                        Optional.empty(),
                        Instant.EPOCH,
                        hashes.getOrDefault(name, ""),
                        hostPorts.getOrDefault(name, new LinkedHashMap<>()),
                        resources.containsKey("network " + stack.namespace()),
                        files.getOrDefault(name, Map.of())));
    }

    /** Ends a container, as if it had died. */
    public synchronized void kill(String name, int exitCode) {
        containers.replace(name, new ContainerState(false, exitCode, 0, false));
    }

    /** Removes a container, as a user might. */
    public synchronized void removeContainer(String name) {
        containers.remove(name);
        resources.remove("container " + name);
        published.keySet().removeIf(key -> key.startsWith(name + " "));
    }

    /** Renames a container, as a user might. */
    public synchronized void renameContainer(String name, String next) {
        OwnedService service = service(name, Objects.requireNonNull(containers.get(name), name));
        renamed.add(
                new RenamedContainer(service, next, List.of("restore its name: docker rename " + next + " " + name)));
        removeContainer(name);
    }

    @Override
    public synchronized void refuseRenamed(Stack stack) {
        renamed.stream()
                .filter(container -> container.service().stack().namespace().equals(stack.namespace()))
                .findFirst()
                .ifPresent(container -> {
                    throw new Failure(new BackendProblem.SpawnFailed(
                            "the container of service "
                                    + container.service().observed().service(),
                            "it was renamed",
                            container.hints()));
                });
    }

    @Override
    public synchronized List<RenamedContainer> renamed() {
        faults.before("list renamed");
        return List.copyOf(renamed);
    }

    /** Removes a network, as a user might. */
    public synchronized void removeNetwork(String name) {
        resources.remove("network " + name);
    }

    @Override
    public void close() {}
}
