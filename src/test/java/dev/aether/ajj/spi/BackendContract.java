package dev.aether.ajj.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.ServiceSpec;
import dev.aether.ajj.spi.Backend.Kind;
import dev.aether.ajj.spi.Backend.ObservedService;
import dev.aether.ajj.spi.Backend.PortTaken;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every backend does. */
public abstract class BackendContract {
    private final String repository =
            UUID.randomUUID().toString().replace("-", "").substring(0, 16);
    private final Stack one = stack("one");
    private final Stack two = stack("two");

    /** The backend under test, always the same one. */
    protected abstract Backend backend();

    /** A service with one TCP port that runs until it is removed, from an image that the backend has. */
    protected abstract ServiceSpec sleeper(String name);

    /** Host ports that are free now, other ones at each call. */
    protected abstract int freePort();

    @AfterEach
    void removeEverything() {
        backend().removeStack(one);
        backend().removeStack(two);
        backend().close();
    }

    @Test
    void whatWasStartedIsObservedAndRuns() throws PortTaken {
        String id = start(one, "db");
        assertThat(backend().observe(repository).get(one.namespace()))
                .extracting(ObservedService::service, ObservedService::containerId, ObservedService::status)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("db", id, "running"));
        assertThat(backend().inspect(id).orElseThrow().running()).isTrue();
    }

    @Test
    void removingAStackLeavesNothingOfItAndTheOthersAlone() throws PortTaken {
        String removed = start(one, "db");
        start(one, "cache");
        String kept = start(two, "db");

        Backend.Removal removal = backend().removeStack(one);

        assertThat(removal.containers()).isEqualTo(2);
        assertThat(removal.left()).isEmpty();
        assertThat(backend().inspect(removed)).isEmpty();
        assertThat(backend().inspect(kept)).isPresent();
        assertThat(backend().observe(repository)).containsOnlyKeys(two.namespace());
    }

    @Test
    void removingNothingIsNoError() {
        Backend.Removal removal = backend().removeStack(one);
        assertThat(removal.containers()).isZero();
        assertThat(removal.left()).isEmpty();
    }

    @Test
    void whatAContainerWasStartedWithIsObserved() throws PortTaken {
        SequencedMap<String, Integer> ports = ports(freePort());
        backend().createNetwork(one);
        backend().createVolumes(one, List.of(sleeper("db")));
        backend().startService(one, sleeper("db"), ports, "a1b2c3");
        ObservedService observed = observedDb();
        assertThat(observed.configHash()).isEqualTo("a1b2c3");
        assertThat(observed.hostPorts()).isEqualTo(ports);
        assertThat(observed.connected()).isTrue();
    }

    @Test
    void aServiceIsRemovedAloneAndCanBeMadeAgain() throws PortTaken {
        String removed = start(one, "db");
        String kept = start(one, "cache");
        int port = observedDb().hostPorts().getOrDefault("80", 0);

        Backend.Removal removal = backend().removeService(one, "db");

        assertThat(removal.containers()).isEqualTo(1);
        assertThat(removal.left()).isEmpty();
        assertThat(backend().inspect(removed)).isEmpty();
        assertThat(backend().inspect(kept).orElseThrow().running()).isTrue();
        assertThat(backend().removeService(one, "db").containers()).isZero();
        backend().startService(one, sleeper("db"), ports(port), "hash");
        assertThat(observedDb().hostPorts()).containsEntry("80", port);
    }

    @Test
    void takingDownLeavesNoContainer() throws PortTaken {
        start(one, "db");
        String other = start(two, "db");
        Backend.Removal removal = backend().takeDown(one);
        assertThat(removal.containers()).isEqualTo(1);
        assertThat(removal.left()).isEmpty();
        assertThat(backend().observe(repository)).containsOnlyKeys(two.namespace());
        assertThat(backend().inspect(other)).isPresent();
        assertThat(backend().takeDown(one).containers()).isZero();
    }

    @Test
    void aContainerThatIsGoneCannotBeStartedAgain() throws PortTaken {
        String id = start(one, "db");
        backend().removeService(one, "db");
        assertThatThrownBy(() -> backend().startAgain(id)).isInstanceOf(Failure.class);
    }

    @Test
    void saysHowARunningContainerDoesAndNothingOfOthers() throws PortTaken {
        String id = start(one, "db");

        Backend.Vitals vitals = backend().vitals(id).orElseThrow();

        assertThat(vitals.restarts()).isZero();
        assertThat(vitals.started()).isBeforeOrEqualTo(Instant.now().plusSeconds(5));
        assertThat(vitals.memory().orElse(1)).isPositive();
        backend().removeService(one, "db");
        assertThat(backend().vitals(id)).isEmpty();
    }

    @Test
    void networkAndVolumesMayBeThereAlready() {
        for (int time = 0; time < 2; time++) {
            backend().createNetwork(one);
            backend().createVolumes(one, List.of(sleeper("db")));
        }
        assertThat(backend().removeStack(one).left()).isEmpty();
    }

    @Test
    void aTakenPortIsSaidAndLeavesNoContainer() throws PortTaken {
        int port = freePort();
        backend().createNetwork(one);
        backend().createNetwork(two);
        backend().startService(one, sleeper("db"), ports(port), "hash");

        assertThatThrownBy(() -> backend().startService(two, sleeper("db"), ports(port), "hash"))
                .isInstanceOf(PortTaken.class);
        assertThat(backend().observe(repository)).containsOnlyKeys(one.namespace());
    }

    @Test
    void anotherRepositorysContainersAreNotSeen() throws PortTaken {
        start(one, "db");
        assertThat(backend().observe("ffffffffffffffff")).isEmpty();
    }

    @Test
    void everythingThatWasMadeIsListedWithWhoseItIs() throws PortTaken {
        start(one, "db");
        backend().createNetwork(two);

        assertThat(resources(one))
                .contains(Kind.CONTAINER + " " + one.namespace() + "-db", Kind.NETWORK + " " + one.namespace());
        assertThat(resources(two)).containsExactly(Kind.NETWORK + " " + two.namespace());

        backend().removeStack(one);
        assertThat(resources(one)).isEmpty();
        assertThat(resources(two)).isNotEmpty();
    }

    /** By their labels; the workspace's root is not among them. */
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
        assertThat(backend().inspect("aether-nothing")).isEmpty();
    }

    /** The service db of the first stack. */
    protected final ObservedService observedDb() {
        return backend().observe(repository).getOrDefault(one.namespace(), List.of()).stream()
                .filter(service -> service.service().equals("db"))
                .findFirst()
                .orElseThrow();
    }

    private String start(Stack stack, String service) throws PortTaken {
        return start(stack, sleeper(service));
    }

    /** Starts the service in the first stack, with a free host port, and gives the container's id. */
    protected final String start(ServiceSpec service) throws PortTaken {
        return start(one, service);
    }

    private String start(Stack stack, ServiceSpec service) throws PortTaken {
        backend().createNetwork(stack);
        backend().createVolumes(stack, List.of(service));
        return backend().startService(stack, service, ports(freePort()), "hash");
    }

    private static SequencedMap<String, Integer> ports(int hostPort) {
        return new LinkedHashMap<>(Map.of("80", hostPort));
    }

    private Stack stack(String workspace) {
        return new Stack(
                repository,
                Path.of("/repo/main"),
                workspace,
                Path.of("/repo", workspace),
                "aether-" + repository.substring(0, 5) + "-" + workspace);
    }
}
