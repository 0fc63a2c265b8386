package dev.aether.ajj.docker.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aether.ajj.docker.Engines;
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
import dev.aether.ajj.testing.SecondEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An engine with exhausted address pools: it has two subnets. */
@NeedsDocker
class AddressPoolIT {
    private static final String POOL = "10.241.0.0/23";

    private static SecondEngine small;
    private static Engine engine;

    private final String repository =
            UUID.randomUUID().toString().replace("-", "").substring(0, 16);
    private final Stack stack = new Stack(
            new WorkspaceId(repository, "x", Path.of("/repo/main")), Path.of("/repo/x"), "aether-" + repository);

    @BeforeAll
    static void useUpAllAddresses() throws IOException {
        small = SecondEngine.start(
                Files.createTempDirectory("small-engine"), "--default-address-pool=base=" + POOL + ",size=24");
        engine = Engines.at(EngineAddress.find(Optional.empty(), small.environment()));
        small.docker("network", "create", "filler-1");
        small.docker("network", "create", "filler-2");
    }

    @AfterAll
    static void stopEngine() {
        engine.close();
        // Their bridges would outlive the engine.
        small.docker("network", "rm", "filler-1", "filler-2");
        small.close();
    }

    @AfterEach
    void removeNetwork() {
        new StackRemover(engine, Progress.SILENT).remove(stack, new Backend.Part.Everything());
    }

    @Test
    void theNetworkGetsASubnetOfAjjsRange() {
        new NetworkCreator(engine, SubnetRange.DEFAULT).create(stack);
        String subnet = engine.get("look", "/networks/" + stack.namespace())
                .at("/IPAM/Config/0/Subnet")
                .asText();
        assertThat(SubnetRange.parse(subnet).orElseThrow().overlaps(SubnetRange.DEFAULT))
                .isTrue();
    }

    @Test
    void anExhaustedRangeIsReportedWithHints() {
        SubnetRange ofTheFillers = SubnetRange.parse(POOL).orElseThrow();
        Failure failure =
                catchThrowableOfType(Failure.class, () -> new NetworkCreator(engine, ofTheFillers).create(stack));
        assertThat(failure.first().message()).startsWith("cannot create network " + stack.namespace());
        assertThat(failure.first().hints()).contains("remove unused networks: docker network prune");
    }
}
