package dev.aether.ajj.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.DockerClient;
import dev.aether.ajj.docker.engine.Engine;
import dev.aether.ajj.docker.engine.EngineAddress;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.service.VolumeSpec;
import dev.aether.ajj.model.workspace.WorkspaceId;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.backend.Backend.ObservedService;
import dev.aether.ajj.spi.backend.Backend.PortTaken;
import dev.aether.ajj.spi.backend.Stack;
import dev.aether.ajj.testing.Declarations;
import dev.aether.ajj.testing.FreePort;
import dev.aether.ajj.testing.NeedsDocker;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;

/** What {@code ajj up} and {@code ajj down} need after another program has changed the engine's resources. */
@NeedsDocker
class DockerRepairIT {
    private static final ServiceSpec SLEEPER =
            Containers.sleeper("db", List.of(new VolumeSpec.Named("data", "/data", false)));

    private final Engine engine = Engines.at(EngineAddress.find(Optional.empty(), System.getenv()));
    private final DockerBackend docker = Engines.backend(engine);
    private final String repository =
            UUID.randomUUID().toString().replace("-", "").substring(0, 16);
    private final Stack stack = new Stack(
            new WorkspaceId(repository, "feature", Path.of("/repo/main")),
            Path.of("/repo/feature"),
            "aether-" + repository.substring(0, 5) + "-feature");

    @BeforeEach
    void network() {
        docker.createNetworkAndVolumes(stack, List.of());
    }

    @AfterEach
    void clean() {
        docker.remove(stack, new Backend.Part.Everything());
        docker.close();
    }

    @Test
    void downKeepsNamedVolumesAndStopsGracefully() throws PortTaken {
        ServiceSpec writer = Declarations.withCommand(
                SLEEPER,
                List.of("sh", "-c", "trap 'echo finished > /data/end; exit 0' TERM; while :; do sleep 0.1; done"));
        start(writer, FreePort.find());
        Backend.Removal removal = docker.remove(stack, new Backend.Part.KeepVolumes());
        assertThat(removal.left()).isEmpty();

        ServiceSpec reader = Declarations.withCommand(SLEEPER, List.of("sh", "-c", "cat /data/end; sleep 600"));
        docker.createNetworkAndVolumes(stack, List.of());
        String id = start(reader, FreePort.find());
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(
                                docker.access(new Backend.Instance("db", id)).lastLines(1))
                        .containsExactly("finished"));
    }

    @Test
    void aStoppedOrPausedContainerRestartsWithItsPort() throws PortTaken {
        int port = FreePort.find();
        String id = start(SLEEPER, port);
        client(client -> client.killContainerCmd(id).exec());
        docker.restart(SLEEPER, id);
        assertThat(docker.access(new Backend.Instance("db", id))
                        .state()
                        .orElseThrow()
                        .running())
                .isTrue();
        client(client -> client.pauseContainerCmd(id).exec());
        docker.restart(SLEEPER, id);
        ObservedService observed = observed();
        assertThat(observed.state()).isEqualTo(Backend.State.RUNNING);
        assertThat(observed.hostPorts()).containsEntry("80", port);
    }

    @Test
    void aPortInUsePreventsTheRestart() throws Exception {
        int port = FreePort.find();
        String id = start(SLEEPER, port);
        client(client -> client.killContainerCmd(id).exec());
        try (ServerSocket stranger = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> docker.restart(SLEEPER, id)).isInstanceOf(PortTaken.class);
            assertThat(stranger.isBound()).isTrue();
        }
        assertThat(docker.access(new Backend.Instance("db", id)).state())
                .as("it stays")
                .isPresent();
    }

    @Test
    void aContainerWithoutItsNetworkIsReported() throws PortTaken {
        String id = start(SLEEPER, FreePort.find());
        client(client -> client.disconnectFromNetworkCmd()
                .withNetworkId(stack.namespace())
                .withContainerId(id)
                .withForce(true)
                .exec());
        assertThat(observed().connected()).isFalse();
    }

    private ObservedService observed() {
        return docker.observe(repository)
                .getOrDefault(stack.namespace(), List.of())
                .getFirst();
    }

    private String start(ServiceSpec service, int port) throws PortTaken {
        docker.createNetworkAndVolumes(stack, List.of(service));
        return docker.create(stack, service, new LinkedHashMap<>(Map.of("80", port)), "hash");
    }

    private <T> T client(Function<DockerClient, T> question) {
        return question.apply(DockerClientFactory.lazyClient());
    }
}
