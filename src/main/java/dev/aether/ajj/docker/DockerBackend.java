package dev.aether.ajj.docker;

import dev.aether.ajj.docker.access.ContainerAccess;
import dev.aether.ajj.docker.check.EngineChecks;
import dev.aether.ajj.docker.container.ContainerStarter;
import dev.aether.ajj.docker.engine.Engine;
import dev.aether.ajj.docker.engine.OwnContainer;
import dev.aether.ajj.docker.image.ImageFetcher;
import dev.aether.ajj.docker.network.NetworkCreator;
import dev.aether.ajj.docker.remote.ForwardChecks;
import dev.aether.ajj.docker.remote.RemotePorts;
import dev.aether.ajj.docker.remote.RemoteServices;
import dev.aether.ajj.docker.stack.ContainerObservation;
import dev.aether.ajj.docker.stack.Labels;
import dev.aether.ajj.docker.stack.Listed;
import dev.aether.ajj.docker.stack.ResourceListing;
import dev.aether.ajj.docker.stack.SharedResources;
import dev.aether.ajj.docker.stack.StackRemover;
import dev.aether.ajj.docker.storage.VolumeCreator;
import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.config.SubnetRange;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.service.VolumeSpec;
import dev.aether.ajj.model.text.ShellWord;
import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.backend.ServiceAccess;
import dev.aether.ajj.spi.backend.Stack;
import dev.aether.ajj.spi.report.Check;
import dev.aether.ajj.spi.report.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Runs services as containers of a Docker Engine. Its methods turn every exception into a failure, because
 * an engine may answer anything.
 */
final class DockerBackend implements Backend {
    private final Engine engine;
    private final ResourceListing listing;
    private final ImageFetcher images;
    private final NetworkCreator networks;
    private final VolumeCreator volumes;
    private final ContainerStarter starter;
    private final StackRemover remover;
    private final SubnetRange subnets;
    private final Optional<Remote> remote;

    /** What an engine on another machine needs in addition. */
    record Remote(RemotePorts ports, RemoteServices services, ForwardChecks forwards) {}

    private final Progress progress;

    DockerBackend(Engine engine, SubnetRange subnets, Optional<Remote> remote, Progress progress) {
        this.engine = engine;
        this.remote = remote;
        this.listing = new ResourceListing(engine);
        this.images = new ImageFetcher(engine, progress);
        this.networks = new NetworkCreator(engine, subnets);
        this.volumes = new VolumeCreator(engine);
        this.starter = new ContainerStarter(engine);
        this.remover = new StackRemover(engine, progress);
        this.subnets = subnets;
        this.progress = progress;
    }

    @Override
    public String address() {
        return engine.address().address();
    }

    @Override
    public Location location() {
        return engine.guarded("version", () -> engine.identity().location());
    }

    @Override
    public List<Check> checks() {
        List<Check> checks = new ArrayList<>(new EngineChecks(engine, subnets).all());
        remote.ifPresent(there -> checks.add(there.forwards().check()));
        return checks.stream()
                .map(check -> new Check(
                        check.name(),
                        check.needs(),
                        check.onTimeout(),
                        () -> engine.guarded(check.name(), check.findings()::get)))
                .toList();
    }

    @Override
    public String dockerHost() {
        return engine.guarded("connect", engine::dockerHost);
    }

    @Override
    public void check(Collection<ServiceSpec> services, Path root) {
        remote.ifPresent(there -> {
            there.services().check(services, root);
            there.ports().prepare(services);
        });
    }

    @Override
    public boolean mountsFiles() {
        return remote.isEmpty();
    }

    @Override
    public Set<Integer> portsInUse() {
        return engine.guarded(
                "list ports in use",
                () -> remote.map(there -> there.ports().inUse()).orElse(Set.of()));
    }

    @Override
    public Optional<String> publisher(int hostPort) {
        return remote.isPresent()
                ? Optional.empty()
                : engine.guarded("find the container of a port", () -> listing.publisher(hostPort));
    }

    @Override
    public void openForwards(Stack stack, Map<String, ? extends Map<String, Integer>> hostPorts) {
        engine.guard(
                "forward ports", () -> remote.ifPresent(there -> there.ports().reach(stack, hostPorts)));
    }

    @Override
    public void closeForwards(Stack stack) {
        engine.guard(
                "close forwards", () -> remote.ifPresent(there -> there.ports().close(stack)));
    }

    @Override
    public ImageFacts fetchImage(ServiceSpec service) {
        return engine.guarded("fetch " + service.image(), () -> images.fetch(service));
    }

    @Override
    public Map<String, String> imageLabels(Stack stack) {
        return Labels.ofImage(stack);
    }

    @Override
    public void createNetworkAndVolumes(Stack stack, Collection<ServiceSpec> services) {
        engine.guard("create network and volumes", () -> {
            OwnContainer.current()
                    .filter(_ -> remote.isEmpty())
                    .flatMap(container -> container.misplaced(engine, stack.root()))
                    .ifPresent(misplaced -> report(misplaced, stack, services));
            refuseRenamed(stack);
            new SharedResources(engine).require(services);
            networks.create(stack);
            volumes.createVolumes(stack, services);
        });
    }

    /** Fails when services mount files of the workspace, because they would get other files or an empty directory. */
    private void report(OwnContainer.Misplaced misplaced, Stack stack, Collection<ServiceSpec> services) {
        boolean mounted = services.stream()
                .flatMap(service -> service.volumes().stream())
                .anyMatch(volume -> volume instanceof VolumeSpec.Bind bind
                        && bind.path(stack.root()).startsWith(stack.root()));
        if (mounted) {
            throw new Failure(new BackendProblem.SpawnFailed(
                    "mount", "files of the workspace", misplaced.reason(), List.of(misplaced.hint())));
        }
        progress.warn(misplaced.reason() + "; " + misplaced.hint());
    }

    @Override
    public void refuseRenamed(Stack stack) {
        for (Listed container : engine.guarded("list renamed containers", () -> listing.renamed(stack))) {
            throw new Failure(new BackendProblem.SpawnFailed(
                    "create",
                    "the container of service " + container.service(),
                    "the container " + container.name() + " has its labels, but not its name: it was renamed or copied",
                    remediesOfRename(stack, container)));
        }
    }

    private static List<String> remediesOfRename(Stack stack, Listed container) {
        String name = ShellWord.quoted(container.name());
        return List.of(
                "restore its name: docker rename " + name + " "
                        + ShellWord.quoted(ContainerStarter.containerName(stack, container.service())),
                "or remove it: docker rm -f " + name);
    }

    @Override
    public List<RenamedContainer> renamed() {
        return engine.guarded(
                "list renamed containers",
                () -> listing.renamed().stream()
                        .flatMap(container -> ContainerObservation.of(container).stream()
                                .map(owned -> new RenamedContainer(
                                        owned, container.name(), remediesOfRename(owned.stack(), container))))
                        .toList());
    }

    @Override
    public String create(Stack stack, ServiceSpec service, SequencedMap<String, Integer> hostPorts, String configHash)
            throws PortTaken {
        return engine.guarded("start " + service.name(), () -> {
            if (remote.isPresent()) {
                remote.get().ports().open(stack, service.name(), hostPorts);
            }
            return starter.start(stack, service, hostPorts, configHash);
        });
    }

    @Override
    public void restart(ServiceSpec service, String containerId) throws PortTaken {
        boolean _ = engine.guarded("start " + service.name(), () -> {
            starter.restart(service, containerId);
            return true;
        });
    }

    @Override
    public ServiceAccess access(Instance instance) {
        return new ContainerAccess(engine, instance);
    }

    @Override
    public String host() {
        return "127.0.0.1";
    }

    @Override
    public Removal remove(Stack stack, Part part) {
        return engine.guarded("remove", () -> {
            Removal removal = remover.remove(stack, part);
            if (part instanceof Part.Service(String name)) {
                remote.ifPresent(there -> there.ports().close(stack, name));
            } else {
                closeForwards(stack);
            }
            return removal;
        });
    }

    @Override
    public List<Resource> resources() {
        return engine.guarded("list", () -> {
            List<Resource> all = new ArrayList<>(listing.all());
            remote.ifPresent(there -> all.addAll(there.ports().resources()));
            return all;
        });
    }

    @Override
    public List<OwnedService> services() {
        return engine.guarded("list", () -> owned(listing.containers()));
    }

    @Override
    public List<OwnedService> services(String repositoryId) {
        return engine.guarded("list", () -> owned(listing.containers(repositoryId)));
    }

    private static List<OwnedService> owned(List<Listed> containers) {
        return containers.stream()
                .flatMap(container -> ContainerObservation.of(container).stream())
                .toList();
    }

    @Override
    public void limitTime(Duration time) {
        engine.limitTime(time);
    }

    @Override
    public void close() {
        engine.close();
    }
}
