package dev.aether.ajj.testing;

import dev.aether.ajj.model.ServiceSpec;
import dev.aether.ajj.spi.Backend;
import dev.aether.ajj.spi.Stack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A container engine in memory. */
public final class FakeEngine implements Backend {
    private final Faults faults;
    private final Map<String, ContainerState> containers = new TreeMap<>();
    private final Set<String> networks = new TreeSet<>();
    private final Map<String, String> repositories = new TreeMap<>();
    private final Map<String, Integer> published = new TreeMap<>();
    private final List<String> started = new ArrayList<>();

    /** Host ports that a stranger listens on. */
    public final Set<Integer> takenPorts = new TreeSet<>();
    /** What cannot be removed. */
    public final Set<String> stuck = new TreeSet<>();
    /** What containers print. */
    public final List<String> log = new ArrayList<>();
    /** The state that containers are in once started. */
    public ContainerState stateOfNew = new ContainerState(true, 0, 0, false);

    FakeEngine(Faults faults) {
        this.faults = faults;
    }

    /** Names of everything that there is. */
    public synchronized List<String> contents() {
        List<String> contents = new ArrayList<>();
        containers.keySet().forEach(name -> contents.add("container " + name));
        networks.forEach(name -> contents.add("network " + name));
        return contents;
    }

    /** Names of services in the order in which their containers were started. */
    public synchronized List<String> started() {
        return List.copyOf(started);
    }

    @Override
    public void verify() {
        faults.before("verify");
    }

    @Override
    public ImageFacts fetchImage(ServiceSpec service) {
        faults.before("fetch " + service.image());
        return new ImageFacts(List.of());
    }

    @Override
    public void createNetwork(Stack stack) {
        faults.before("create network");
        synchronized (this) {
            networks.add(stack.namespace());
        }
        faults.after("create network");
    }

    @Override
    public void createVolumes(Stack stack, Collection<ServiceSpec> services) {
        faults.before("create volumes");
    }

    @Override
    public String startService(
            Stack stack, ServiceSpec service, SequencedMap<String, Integer> hostPorts, String configHash)
            throws PortTaken {
        faults.before("start " + service.name());
        String id = stack.namespace() + "-" + service.name();
        synchronized (this) {
            if (hostPorts.values().stream()
                    .anyMatch(port -> takenPorts.contains(port) || published.containsValue(port))) {
                throw new PortTaken("port is already allocated", new IllegalStateException());
            }
            hostPorts.values().forEach(port -> published.put(id + " " + port, port));
            containers.put(id, stateOfNew);
            repositories.put(id, stack.repository());
            started.add(service.name());
        }
        faults.after("start " + service.name());
        return id;
    }

    @Override
    public synchronized Optional<ContainerState> inspect(String containerId) {
        return Optional.ofNullable(containers.get(containerId));
    }

    @Override
    public OptionalInt execute(String containerId, List<String> argv, Duration timeout) {
        return OptionalInt.of(0);
    }

    @Override
    public List<String> lastLines(String containerId, int count) {
        return List.copyOf(log);
    }

    @Override
    public String host() {
        return "127.0.0.1";
    }

    @Override
    public Removal removeStack(Stack stack) {
        faults.before("remove stack");
        synchronized (this) {
            int before = containers.size();
            containers.keySet().removeIf(name -> name.startsWith(stack.namespace()) && !stuck.contains(name));
            published.keySet().removeIf(key -> !containers.containsKey(key.split(" ", 2)[0]));
            SequencedMap<String, String> left = new LinkedHashMap<>();
            containers.keySet().stream()
                    .filter(name -> name.startsWith(stack.namespace()) && stuck.contains(name))
                    .forEach(name -> left.put("container " + name, "it is stuck"));
            if (left.isEmpty()) {
                networks.remove(stack.namespace());
            }
            return new Removal(before - containers.size(), left);
        }
    }

    @Override
    public synchronized Map<String, List<ObservedService>> observe(String repositoryId) {
        Map<String, List<ObservedService>> observed = new TreeMap<>();
        containers.forEach((name, state) -> {
            int dash = name.lastIndexOf('-');
            if (!repositoryId.equals(repositories.get(name))) {
                return;
            }
            observed.computeIfAbsent(name.substring(0, dash), _ -> new ArrayList<>())
                    .add(new ObservedService(
                            name.substring(dash + 1),
                            name,
                            "image",
                            state.running() ? "running" : "exited",
                            state.exitCode(),
                            Optional.empty(),
                            Instant.EPOCH));
        });
        return observed;
    }

    /** Makes a container end, as if it had died. */
    public synchronized void kill(String name, int exitCode) {
        containers.replace(name, new ContainerState(false, exitCode, 0, false));
    }

    @Override
    public void close() {}
}
