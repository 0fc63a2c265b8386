package dev.aether.ajj.docker;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.Location;
import dev.aether.ajj.model.ServiceSpec;
import dev.aether.ajj.spi.Backend;
import dev.aether.ajj.spi.Check;
import dev.aether.ajj.spi.Console;
import dev.aether.ajj.spi.ContainerCommand;
import dev.aether.ajj.spi.ContainerLog;
import dev.aether.ajj.spi.LogLine;
import dev.aether.ajj.spi.Stack;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Supplier;

/**
 * The edge of the Docker adapter: whatever a call ends with that is not an answer is a {@link Failure} from here on. An
 * engine may answer anything at any time, so no other class has to foresee it all.
 */
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
            throw engine.trouble(what, thrown);
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
    public void verify() {
        guarded("ping", docker::verify);
    }

    @Override
    public ImageFacts fetchImage(ServiceSpec service) {
        return guarded("fetch " + service.image(), () -> docker.fetchImage(service));
    }

    @Override
    public void createNetwork(Stack stack) {
        guarded("create network", () -> docker.createNetwork(stack));
    }

    @Override
    public void createVolumes(Stack stack, Collection<ServiceSpec> services) {
        guarded("create volumes", () -> docker.createVolumes(stack, services));
    }

    @Override
    public String startService(
            Stack stack, ServiceSpec service, SequencedMap<String, Integer> hostPorts, String configHash)
            throws PortTaken {
        try {
            return docker.startService(stack, service, hostPorts, configHash);
        } catch (RuntimeException thrown) {
            throw engine.trouble("start " + service.name(), thrown);
        }
    }

    @Override
    public void startAgain(String containerId) throws PortTaken {
        try {
            docker.startAgain(containerId);
        } catch (RuntimeException thrown) {
            throw engine.trouble("start " + containerId, thrown);
        }
    }

    @Override
    public Optional<ContainerState> inspect(String containerId) {
        return guarded("inspect", () -> docker.inspect(containerId));
    }

    @Override
    public Optional<Vitals> vitals(String containerId) {
        return guarded("inspect", () -> docker.vitals(containerId));
    }

    @Override
    public Executed execute(String containerId, List<String> argv, Duration timeout) {
        return guarded("run " + argv.getFirst(), () -> docker.execute(containerId, argv, timeout));
    }

    @Override
    public List<String> lastLines(String containerId, int count) {
        return guarded("read the log", () -> docker.lastLines(containerId, count));
    }

    @Override
    public ContainerLog log(ObservedService service, ContainerLog.Range range) {
        ContainerLog log = guarded("read the log", () -> docker.log(service, range));
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
    public int attach(ObservedService service, ContainerCommand command, Console.Streams streams) {
        return guarded("run " + command.argv().getFirst(), () -> docker.attach(service, command, streams));
    }

    @Override
    public String host() {
        return docker.host();
    }

    @Override
    public Removal removeStack(Stack stack) {
        return guarded("remove", () -> docker.removeStack(stack));
    }

    @Override
    public Removal removeService(Stack stack, String service) {
        return guarded("remove " + service, () -> docker.removeService(stack, service));
    }

    @Override
    public Removal takeDown(Stack stack) {
        return guarded("remove", () -> docker.takeDown(stack));
    }

    @Override
    public Map<String, List<ObservedService>> observe(String repositoryId) {
        return guarded("list", () -> docker.observe(repositoryId));
    }

    @Override
    public List<OwnedService> services() {
        return guarded("list", docker::services);
    }

    @Override
    public List<Resource> resources() {
        return guarded("list", docker::resources);
    }

    @Override
    public List<Check> checks() {
        return docker.checks().stream()
                .map(check ->
                        new Check(check.name(), check.needs(), check.late(), () -> guarded(check.name(), check.look())))
                .toList();
    }

    @Override
    public void answerWithin(Duration time) {
        docker.answerWithin(time);
    }

    @Override
    public void close() {
        docker.close();
    }
}
