package dev.aether.ajj.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerNetworkSettings;
import dev.aether.ajj.model.Location;
import dev.aether.ajj.model.ServiceSpec;
import dev.aether.ajj.model.SubnetRange;
import dev.aether.ajj.spi.Backend;
import dev.aether.ajj.spi.Check;
import dev.aether.ajj.spi.Console;
import dev.aether.ajj.spi.ContainerCommand;
import dev.aether.ajj.spi.ContainerLog;
import dev.aether.ajj.spi.Progress;
import dev.aether.ajj.spi.Stack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Services as containers of a Docker Engine. Each kind of work has a class of its own; this one says what there is. */
final class DockerBackend implements Backend {
    private static final Pattern EXIT_STATUS = Pattern.compile("Exited \\((\\d+)\\)");

    private final Engine engine;
    private final ResourceListing listing;
    private final ImageFetcher images;
    private final NetworkCreator networks;
    private final VolumeCreator volumes;
    private final ContainerStarter starter;
    private final StackRemover remover;
    private final ContainerCommands commands;
    private final SubnetRange subnets;

    DockerBackend(Engine engine, SubnetRange subnets, Progress progress) {
        this.engine = engine;
        this.listing = new ResourceListing(engine);
        this.images = new ImageFetcher(engine, progress);
        this.networks = new NetworkCreator(engine, subnets);
        this.volumes = new VolumeCreator(engine);
        this.starter = new ContainerStarter(engine);
        this.remover = new StackRemover(engine, progress);
        this.commands = new ContainerCommands(engine);
        this.subnets = subnets;
    }

    @Override
    public String address() {
        return engine.place().address();
    }

    @Override
    public Location location() {
        return engine.location();
    }

    @Override
    public void verify() {
        engine.call("ping", client -> client.pingCmd().exec());
    }

    @Override
    public List<Check> checks() {
        return new EngineChecks(engine, subnets).all();
    }

    @Override
    public ImageFacts fetchImage(ServiceSpec service) {
        return images.fetch(service);
    }

    @Override
    public void createNetwork(Stack stack) {
        networks.create(stack);
    }

    @Override
    public void createVolumes(Stack stack, Collection<ServiceSpec> services) {
        volumes.createVolumes(stack, services);
    }

    @Override
    public String startService(
            Stack stack, ServiceSpec service, SequencedMap<String, Integer> hostPorts, String configHash)
            throws PortTaken {
        return starter.start(stack, service, hostPorts, configHash);
    }

    @Override
    public void startAgain(String containerId) throws PortTaken {
        starter.startAgain(containerId);
    }

    @Override
    public Optional<ContainerState> inspect(String containerId) {
        try {
            InspectContainerResponse container = engine.call(
                    "inspect " + shortId(containerId),
                    client -> client.inspectContainerCmd(containerId).exec());
            InspectContainerResponse.ContainerState state = container.getState();
            return Optional.of(new ContainerState(
                    Boolean.TRUE.equals(state.getRunning()) && !Boolean.TRUE.equals(state.getRestarting()),
                    exitCode(container, state),
                    Objects.requireNonNullElse(container.getRestartCount(), 0),
                    Boolean.TRUE.equals(state.getOOMKilled())));
        } catch (NotFoundException gone) {
            return Optional.empty();
        }
    }

    private int exitCode(InspectContainerResponse container, InspectContainerResponse.ContainerState state) {
        boolean restarted = Boolean.TRUE.equals(state.getRunning())
                && !Boolean.TRUE.equals(state.getRestarting())
                && Objects.requireNonNullElse(container.getRestartCount(), 0) > 0;
        return restarted
                ? LastExit.of(engine, container.getId(), state)
                : Objects.requireNonNullElse(state.getExitCodeLong(), 0L).intValue();
    }

    @Override
    public Optional<Vitals> vitals(String containerId) {
        return ContainerVitals.of(engine, containerId);
    }

    @Override
    public Executed execute(String containerId, List<String> argv, Duration timeout) {
        return commands.execute(containerId, argv, timeout);
    }

    @Override
    public List<String> lastLines(String containerId, int count) {
        return commands.lastLines(containerId, count);
    }

    @Override
    public ContainerLog log(ObservedService service, ContainerLog.Range range) {
        return EngineLog.open(engine, service, range);
    }

    @Override
    public int attach(ObservedService service, ContainerCommand command, Console.Streams streams) {
        return new AttachedCommand(engine, service, command, streams).run();
    }

    @Override
    public String host() {
        return "127.0.0.1";
    }

    @Override
    public Removal removeStack(Stack stack) {
        return remover.remove(stack);
    }

    @Override
    public List<Resource> resources() {
        return listing.all();
    }

    @Override
    public List<OwnedService> services() {
        return listing.containers().stream()
                .flatMap(container -> Labels.stack(container.getLabels()).stream()
                        .map(stack -> new OwnedService(stack, observed(container, container.getLabels()))))
                .toList();
    }

    @Override
    public Removal removeService(Stack stack, String service) {
        return remover.removeService(stack, service);
    }

    @Override
    public Removal takeDown(Stack stack) {
        return remover.takeDown(stack);
    }

    @Override
    public Map<String, List<ObservedService>> observe(String repositoryId) {
        Map<String, List<ObservedService>> byNamespace = new TreeMap<>();
        for (Container container : listing.containers(repositoryId)) {
            Map<String, String> labels = container.getLabels();
            String namespace = labels.getOrDefault(Labels.NAMESPACE, "");
            byNamespace.computeIfAbsent(namespace, _ -> new ArrayList<>()).add(observed(container, labels));
        }
        return byNamespace;
    }

    /** The engine's list gives exit status and health only as words in "Exited (1) 2 hours ago" and "Up 3 s (healthy)". */
    private static ObservedService observed(Container container, Map<String, String> labels) {
        String words = Objects.requireNonNullElse(container.getStatus(), "");
        Matcher exit = EXIT_STATUS.matcher(words);
        Optional<Boolean> healthy = words.contains("(unhealthy)")
                ? Optional.of(false)
                : words.contains("(healthy)") ? Optional.of(true) : Optional.empty();
        return new ObservedService(
                labels.getOrDefault(Labels.SERVICE, ""),
                container.getId(),
                container.getImage(),
                Objects.requireNonNullElse(container.getState(), "unknown"),
                exit.find() ? Integer.parseInt(exit.group(1)) : 0,
                healthy,
                Instant.ofEpochSecond(Objects.requireNonNullElse(container.getCreated(), 0L)),
                labels.getOrDefault(Labels.CONFIG_HASH, ""),
                Labels.hostPorts(labels),
                isConnected(container, labels.getOrDefault(Labels.NAMESPACE, "")),
                mountsFiles(container));
    }

    /** Volumes have names. */
    private static boolean mountsFiles(Container container) {
        return container.getMounts() != null
                && container.getMounts().stream()
                        .map(mount -> Objects.requireNonNullElse(mount.getName(), ""))
                        .anyMatch(String::isEmpty);
    }

    /** An engine that does not list networks is believed. */
    private static boolean isConnected(Container container, String network) {
        ContainerNetworkSettings settings = container.getNetworkSettings();
        return settings == null
                || settings.getNetworks() == null
                || settings.getNetworks().containsKey(network);
    }

    @Override
    public void answerWithin(Duration time) {
        engine.answerWithin(time);
    }

    static String shortId(String containerId) {
        return containerId.length() > 12 ? containerId.substring(0, 12) : containerId;
    }

    @Override
    public void close() {
        engine.close();
    }
}
