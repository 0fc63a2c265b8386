package dev.aether.ajj.docker.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Network;
import dev.aether.ajj.docker.engine.Engine;
import dev.aether.ajj.docker.engine.EngineAddress;
import dev.aether.ajj.docker.stack.StackRemover;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.config.SubnetRange;
import dev.aether.ajj.model.workspace.WorkspaceId;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.backend.Stack;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.testing.NeedsDocker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An engine with exhausted address pools. */
@NeedsDocker
class AddressPoolIT {
    private static final int MORE_THAN_ANY_ENGINE_HAS = 400;

    private final Engine engine = new Engine(EngineAddress.find(Optional.empty(), System.getenv()), Progress.SILENT);
    private final String repository =
            UUID.randomUUID().toString().replace("-", "").substring(0, 16);
    private final Stack stack = new Stack(
            new WorkspaceId(repository, "x", Path.of("/repo/main")), Path.of("/repo/x"), "aether-" + repository);
    private final List<String> fillers = new ArrayList<>();

    @BeforeEach
    void useUpAllAddresses() {
        for (int number = 0; number < MORE_THAN_ANY_ENGINE_HAS; number++) {
            String name = "filler-" + repository + "-" + number;
            try {
                fillers.add(engine.call(
                        "fill",
                        client ->
                                client.createNetworkCmd().withName(name).exec().getId()));
            } catch (DockerException refused) {
                assertThat(NetworkCreator.isPoolExhausted(refused))
                        .as(refused.getMessage())
                        .isTrue();
                return;
            }
        }
    }

    @AfterEach
    void removeEverything() {
        fillers.forEach(
                id -> engine.call("empty", client -> client.removeNetworkCmd(id).exec()));
        new StackRemover(engine, Progress.SILENT).remove(stack, new Backend.Part.Everything());
        engine.close();
    }

    @Test
    void theNetworkGetsASubnetOfAjjsRange() {
        new NetworkCreator(engine, SubnetRange.DEFAULT).create(stack);
        List<Network> made = engine.call(
                "look",
                client -> client.listNetworksCmd()
                        .withNameFilter("^" + stack.namespace() + "$")
                        .exec());
        String subnet =
                Objects.requireNonNull(Objects.requireNonNull(made.getFirst().getIpam())
                        .getConfig()
                        .getFirst()
                        .getSubnet());
        assertThat(SubnetRange.parse(subnet).orElseThrow().overlaps(SubnetRange.DEFAULT))
                .isTrue();
    }

    @Test
    void anExhaustedRangeIsReportedWithHints() {
        SubnetRange ofTheFillers = SubnetRange.parse("172.18.0.0/16").orElseThrow();
        Failure failure =
                catchThrowableOfType(Failure.class, () -> new NetworkCreator(engine, ofTheFillers).create(stack));
        assertThat(failure.first().message()).startsWith("cannot create network " + stack.namespace());
        assertThat(failure.first().hints()).contains("remove unused networks: docker network prune");
    }
}
