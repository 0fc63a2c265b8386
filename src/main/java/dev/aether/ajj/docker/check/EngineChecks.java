package dev.aether.ajj.docker.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aether.ajj.docker.engine.Engine;
import dev.aether.ajj.docker.engine.EngineIdentity;
import dev.aether.ajj.docker.network.SubnetsInUse;
import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.model.config.SubnetRange;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.report.Check;
import dev.aether.ajj.spi.report.Finding;
import java.util.List;

/**
 * Checks whether ajj can use an engine: its version, its addresses for networks, its disk space.
 *
 * @param range for networks when the engine's own address pools are exhausted
 */
public record EngineChecks(Engine engine, SubnetRange range) {
    /** See {@link Backend#checks}. */
    public List<Check> all() {
        Problem late = new BackendProblem.Unavailable(
                "the engine at " + engine.address().description() + " does not answer all requests in time",
                List.of("check whether it answers, and restart it if it does not: docker info"));
        return List.of(
                Check.of(Backend.CHECK, List.of(), late, this::identity),
                Check.of(AddressPools.NAME, List.of(Backend.CHECK), late, this::addresses),
                Check.of(
                        EngineDisk.NAME,
                        List.of(Backend.CHECK),
                        late,
                        () -> EngineDisk.of(engine.address(), engine.identity().info())));
    }

    private Finding identity() {
        return engine.identity().finding();
    }

    private Finding addresses() {
        List<JsonNode> networks = engine.list("list networks", "/networks");
        EngineIdentity identity = engine.identity();
        return new AddressPools(AddressPools.of(identity.info(), identity.isPodman()), range)
                .finding(networks.size(), SubnetsInUse.withThisMachine(networks));
    }
}
