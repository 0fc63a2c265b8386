package dev.aether.ajj.spi.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.workspace.WorkspaceId;
import dev.aether.ajj.spi.backend.Backend.Instance;
import dev.aether.ajj.spi.backend.Backend.Kind;
import dev.aether.ajj.spi.backend.Backend.ObservedService;
import dev.aether.ajj.spi.backend.Backend.Part;
import dev.aether.ajj.spi.backend.Backend.PortTaken;
import dev.aether.ajj.spi.backend.Backend.State;
import dev.aether.ajj.testing.Declarations;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The behaviour of every backend. */
public abstract class BackendContract {
    private final String repository =
            UUID.randomUUID().toString().replace("-", "").substring(0, 16);
    private final Stack one = stack("one");
    private final Stack two = stack("two");

    /** Returns the backend under test, always the same one. */
    protected abstract Backend backend();

    /** Returns a service with one TCP port that runs until it is removed, from an image that the backend has. */
    protected abstract ServiceSpec sleeper(String name);

    /** Returns another free host port at each call. */
    protected abstract int freePort();

    @AfterEach
    void removeEverything() {
        backend().remove(one, new Part.Everything());
        backend().remove(two, new Part.Everything());
        backend().close();
    }

    @Test
    void observesAStartedContainer() throws PortTaken {
        String id = start(one, "db");
        assertThat(backend().observe(repository).get(one.namespace()))
                .extracting(ObservedService::service, ObservedService::containerId, ObservedService::state)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("db", id, State.RUNNING));
        assertThat(state(id).orElseThrow().running()).isTrue();
    }

    @Test
    void removesAStackAndNoOther() throws PortTaken {
        String removed = start(one, "db");
        start(one, "cache");
        String kept = start(two, "db");

        Backend.Removal removal = backend().remove(one, new Part.Everything());

        assertThat(removal.containers()).isEqualTo(2);
        assertThat(removal.left()).isEmpty();
        assertThat(state(removed)).isEmpty();
        assertThat(state(kept)).isPresent();
        assertThat(backend().observe(repository)).containsOnlyKeys(two.namespace());
    }

    @Test
    void removingNothingIsNoError() {
        Backend.Removal removal = backend().remove(one, new Part.Everything());
        assertThat(removal.containers()).isZero();
        assertThat(removal.left()).isEmpty();
    }

    @Test
    void observesPortsAndHashOfAContainer() throws PortTaken {
        SequencedMap<String, Integer> ports = ports(freePort());
        backend().createNetworkAndVolumes(one, List.of(sleeper("db")));
        backend().create(one, sleeper("db"), ports, "a1b2c3");
        ObservedService observed = observedDb();
        assertThat(observed.configHash()).isEqualTo("a1b2c3");
        assertThat(observed.hostPorts()).isEqualTo(ports);
        assertThat(observed.connected()).isTrue();
    }

    @Test
    void recreatesASingleService() throws PortTaken {
        String removed = start(one, "db");
        String kept = start(one, "cache");
        int port = observedDb().hostPorts().getOrDefault("80", 0);

        Backend.Removal removal = backend().remove(one, new Part.Service("db"));

        assertThat(removal.containers()).isEqualTo(1);
        assertThat(removal.left()).isEmpty();
        assertThat(state(removed)).isEmpty();
        assertThat(state(kept).orElseThrow().running()).isTrue();
        assertThat(backend().remove(one, new Part.Service("db")).containers()).isZero();
        backend().create(one, sleeper("db"), ports(port), "hash");
        assertThat(observedDb().hostPorts()).containsEntry("80", port);
    }

    @Test
    void removesAllContainersOfAStack() throws PortTaken {
        start(one, "db");
        String other = start(two, "db");
        Backend.Removal removal = backend().remove(one, new Part.KeepVolumes());
        assertThat(removal.containers()).isEqualTo(1);
        assertThat(removal.left()).isEmpty();
        assertThat(backend().observe(repository)).containsOnlyKeys(two.namespace());
        assertThat(state(other)).isPresent();
        assertThat(backend().remove(one, new Part.KeepVolumes()).containers()).isZero();
    }

    @Test
    void refusesToRestartAMissingContainer() throws PortTaken {
        String id = start(one, "db");
        backend().remove(one, new Part.Service("db"));
        assertThatThrownBy(() -> backend().restart(Declarations.service("db", List.of(), List.of()), id))
                .isInstanceOf(Failure.class);
    }

    @Test
    void returnsVitalsOfARunningContainerOnly() throws PortTaken {
        String id = start(one, "db");

        Backend.Vitals vitals =
                backend().access(new Instance("db", id)).vitals(true).orElseThrow();

        assertThat(vitals.restarts()).isZero();
        assertThat(vitals.started()).isBeforeOrEqualTo(Instant.now().plusSeconds(5));
        assertThat(vitals.memory().orElse(1)).isPositive();
        backend().remove(one, new Part.Service("db"));
        assertThat(backend().access(new Instance("db", id)).vitals(true)).isEmpty();
    }

    @Test
    void keepsExistingNetworkAndVolumes() {
        for (int time = 0; time < 2; time++) {
            backend().createNetworkAndVolumes(one, List.of(sleeper("db")));
        }
        assertThat(backend().remove(one, new Part.Everything()).left()).isEmpty();
    }

    @Test
    void reportsAPortInUseAndLeavesNoContainer() throws PortTaken {
        int port = freePort();
        backend().createNetworkAndVolumes(one, List.of());
        backend().createNetworkAndVolumes(two, List.of());
        backend().create(one, sleeper("db"), ports(port), "hash");

        assertThatThrownBy(() -> backend().create(two, sleeper("db"), ports(port), "hash"))
                .isInstanceOf(PortTaken.class);
        assertThat(backend().observe(repository)).containsOnlyKeys(one.namespace());
    }

    @Test
    void ignoresContainersOfOtherRepositories() throws PortTaken {
        start(one, "db");
        assertThat(backend().observe("ffffffffffffffff")).isEmpty();
    }

    @Test
    void listsResourcesWithTheirStack() throws PortTaken {
        start(one, "db");
        backend().createNetworkAndVolumes(two, List.of());

        assertThat(resources(one))
                .contains(Kind.CONTAINER + " " + one.namespace() + "-db", Kind.NETWORK + " " + one.namespace());
        assertThat(resources(two)).containsExactly(Kind.NETWORK + " " + two.namespace());

        backend().remove(one, new Part.Everything());
        assertThat(resources(one)).isEmpty();
        assertThat(resources(two)).isNotEmpty();
    }

    /** Returns the resources by their labels, which do not include the workspace's root. */
    private List<String> resources(Stack stack) {
        return backend().resources().stream()
                .filter(resource -> resource.stack().repository().equals(stack.repository())
                        && resource.stack().repositoryRoot().equals(stack.repositoryRoot())
                        && resource.stack().workspace().equals(stack.workspace())
                        && resource.stack().namespace().equals(stack.namespace()))
                .map(resource -> resource.kind() + " " + resource.name())
                .toList();
    }

    @Test
    void aContainerThatDoesNotExistHasNoState() {
        assertThat(state("aether-nothing")).isEmpty();
    }

    private Optional<Backend.ContainerState> state(String id) {
        return backend().access(new Instance("db", id)).state();
    }

    /** Returns the service db of the first stack. */
    protected final ObservedService observedDb() {
        return backend().observe(repository).getOrDefault(one.namespace(), List.of()).stream()
                .filter(service -> service.service().equals("db"))
                .findFirst()
                .orElseThrow();
    }

    private String start(Stack stack, String service) throws PortTaken {
        return start(stack, sleeper(service));
    }

    /** Starts the service in the first stack, with a free host port; returns the container's id. */
    protected final String start(ServiceSpec service) throws PortTaken {
        return start(one, service);
    }

    private String start(Stack stack, ServiceSpec service) throws PortTaken {
        backend().createNetworkAndVolumes(stack, List.of(service));
        return backend().create(stack, service, ports(freePort()), "hash");
    }

    private static SequencedMap<String, Integer> ports(int hostPort) {
        return new LinkedHashMap<>(Map.of("80", hostPort));
    }

    private Stack stack(String workspace) {
        return new Stack(
                new WorkspaceId(repository, workspace, Path.of("/repo/main")),
                Path.of("/repo", workspace),
                "aether-" + repository.substring(0, 5) + "-" + workspace);
    }
}
