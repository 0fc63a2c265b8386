package dev.aether.ajj.docker;

import dev.aether.ajj.docker.engine.Engine;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.backend.ContainerCommand;
import dev.aether.ajj.spi.backend.ContainerLog;
import dev.aether.ajj.spi.backend.LogLine;
import dev.aether.ajj.spi.backend.ServiceAccess;
import dev.aether.ajj.spi.backend.Stack;
import dev.aether.ajj.spi.report.Check;
import dev.aether.ajj.spi.terminal.Console;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Supplier;

/** Turns all exceptions of the Docker adapter into {@link Failure}s, because an engine may answer anything. */
final class GuardedBackend implements Backend {
    private final Backend docker;
    private final Engine engine;

    GuardedBackend(Backend docker, Engine engine) {
        this.docker = docker;
        this.engine = engine;
    }

    private <T> T guarded(String what, Supplier<T> call) {
        try {
            return call.get();
        } catch (RuntimeException thrown) {
            throw engine.failure(what, thrown);
        }
    }

    private void guarded(String what, Runnable call) {
        boolean _ = guarded(what, () -> {
            call.run();
            return true;
        });
    }

    @Override
    public String address() {
        return docker.address();
    }

    @Override
    public Location location() {
        return guarded("version", docker::location);
    }

    @Override
    public String dockerHost() {
        return guarded("connect", docker::dockerHost);
    }

    @Override
    public void check(Collection<ServiceSpec> services, Path root) {
        docker.check(services, root);
    }

    @Override
    public boolean mountsFiles() {
        return docker.mountsFiles();
    }

    @Override
    public Set<Integer> portsInUse() {
        return guarded("list ports in use", docker::portsInUse);
    }

    @Override
    public void openForwards(Stack stack, Map<String, ? extends Map<String, Integer>> hostPorts) {
        guarded("forward ports", () -> docker.openForwards(stack, hostPorts));
    }

    @Override
    public void closeForwards(Stack stack) {
        guarded("close forwards", () -> docker.closeForwards(stack));
    }

    @Override
    public ImageFacts fetchImage(ServiceSpec service) {
        return guarded("fetch " + service.image(), () -> docker.fetchImage(service));
    }

    @Override
    public Map<String, String> imageLabels(Stack stack) {
        return docker.imageLabels(stack);
    }

    @Override
    public void createNetworkAndVolumes(Stack stack, Collection<ServiceSpec> services) {
        guarded("create network and volumes", () -> docker.createNetworkAndVolumes(stack, services));
    }

    @Override
    public String create(Stack stack, ServiceSpec service, SequencedMap<String, Integer> hostPorts, String configHash)
            throws PortTaken {
        try {
            return docker.create(stack, service, hostPorts, configHash);
        } catch (RuntimeException thrown) {
            throw engine.failure("start " + service.name(), thrown);
        }
    }

    @Override
    public void restart(ServiceSpec service, String containerId) throws PortTaken {
        try {
            docker.restart(service, containerId);
        } catch (RuntimeException thrown) {
            throw engine.failure("start " + service.name(), thrown);
        }
    }

    @Override
    public ServiceAccess access(Instance instance) {
        ServiceAccess access = docker.access(instance);
        return new ServiceAccess() {
            @Override
            public Optional<ContainerState> state() {
                return guarded("inspect", access::state);
            }

            @Override
            public Optional<Vitals> vitals(boolean memory) {
                return guarded("inspect", () -> access.vitals(memory));
            }

            @Override
            public CommandResult execute(List<String> argv, Duration timeout) {
                return guarded("run " + argv.getFirst(), () -> access.execute(argv, timeout));
            }

            @Override
            public List<String> lastLines(int count) {
                return guarded("read the log", () -> access.lastLines(count));
            }

            @Override
            public ContainerLog log(ContainerLog.Range range) {
                return guarded(guarded("read the log", () -> access.log(range)));
            }

            @Override
            public int attach(ContainerCommand command, Console.Streams streams) {
                return guarded("run " + command.argv().getFirst(), () -> access.attach(command, streams));
            }
        };
    }

    private ContainerLog guarded(ContainerLog log) {
        return new ContainerLog() {
            @Override
            public Optional<LogLine> next() {
                return guarded("read the log", log::next);
            }

            @Override
            public void close() {
                log.close();
            }
        };
    }

    @Override
    public String host() {
        return docker.host();
    }

    @Override
    public Removal remove(Stack stack, Part part) {
        return guarded("remove", () -> docker.remove(stack, part));
    }

    @Override
    public List<OwnedService> services(Scope scope) {
        return guarded("list", () -> docker.services(scope));
    }

    @Override
    public List<Resource> resources() {
        return guarded("list", docker::resources);
    }

    @Override
    public List<Check> checks() {
        return docker.checks().stream()
                .map(check -> new Check(
                        check.name(), check.needs(), check.onTimeout(), () -> guarded(check.name(), check.findings())))
                .toList();
    }

    @Override
    public void limitTime(Duration time) {
        docker.limitTime(time);
    }

    @Override
    public void close() {
        docker.close();
    }
}
