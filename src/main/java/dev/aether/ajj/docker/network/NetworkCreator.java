package dev.aether.ajj.docker.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.docker.engine.Engine;
import dev.aether.ajj.docker.http.EngineRefusal;
import dev.aether.ajj.docker.http.EngineRequest;
import dev.aether.ajj.docker.stack.Labels;
import dev.aether.ajj.docker.stack.Listed;
import dev.aether.ajj.docker.stack.NameConflict;
import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.config.SubnetRange;
import dev.aether.ajj.spi.backend.Stack;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Creates a stack's network, in ajj's own range when the engine's pools for about 30 networks are exhausted. */
public record NetworkCreator(Engine engine, SubnetRange range) {
    /** Hints for exhausted address pools. */
    public static final List<String> MORE_ADDRESSES = List.of(
            "remove unused networks: docker network prune",
            "or give ajj a larger range: [backend] subnets = \"10.0.0.0/12\" in aether.toml");

    private static final List<String> LIST_NETWORKS = List.of("list the networks: docker network ls");

    /** See {@link dev.aether.ajj.spi.backend.Backend#createNetworkAndVolumes}. */
    public void create(Stack stack) {
        if (exists(stack)) {
            return;
        }
        try {
            create(stack, Optional.empty());
        } catch (EngineRefusal refused) {
            if (!isPoolExhausted(refused)) {
                throw failure(stack, refused, LIST_NETWORKS);
            }
            createInOwnRange(stack, refused);
        }
    }

    private boolean exists(Stack stack) {
        String filter = EngineRequest.encoded("{\"name\":[\"^" + stack.namespace() + "$\"]}");
        List<JsonNode> named = engine.list("find network " + stack.namespace(), "/networks?filters=" + filter);
        for (JsonNode network : named) {
            Map<String, String> labels = Listed.labels(network);
            if (!Labels.carries(labels, Labels.ofStack(stack))) {
                throw NameConflict.of("network " + stack.namespace(), labels);
            }
        }
        return !named.isEmpty();
    }

    private void create(Stack stack, Optional<SubnetRange> subnet) {
        ObjectNode body = new ObjectMapper()
                .valueToTree(Map.of(
                        "Name",
                        stack.namespace(),
                        "Driver",
                        "bridge",
                        "CheckDuplicate",
                        true,
                        "Labels",
                        Labels.of(stack, engine.identity().location())));
        subnet.ifPresent(
                chosen -> body.putObject("IPAM").putArray("Config").addObject().put("Subnet", chosen.toString()));
        engine.send(
                "create network " + stack.namespace()
                        + subnet.map(chosen -> " in " + chosen).orElse(""),
                EngineRequest.post("/networks/create", body));
    }

    /** Tries the next subnet when the engine refuses one, because another ajj may use it at the same time. */
    private void createInOwnRange(Stack stack, EngineRefusal exhausted) {
        List<SubnetRange> used = SubnetsInUse.withThisMachine(engine.list("list networks", "/networks"));
        for (SubnetRange subnet : SubnetChoice.candidates(range, used)) {
            try {
                create(stack, Optional.of(subnet));
                return;
            } catch (EngineRefusal refused) {
                if (!isOverlap(refused)) {
                    throw failure(stack, refused, LIST_NETWORKS);
                }
            }
        }
        throw failure(stack, exhausted, MORE_ADDRESSES);
    }

    static boolean isPoolExhausted(EngineRefusal refused) {
        String message = refused.reason();
        return message.contains("could not find an available, non-overlapping IPv4 address pool")
                || message.contains("all predefined address pools have been fully subnetted");
    }

    private static boolean isOverlap(EngineRefusal refused) {
        return refused.reason().contains("overlaps");
    }

    private static Failure failure(Stack stack, EngineRefusal refused, List<String> hints) {
        return new Failure(
                new BackendProblem.SpawnFailed("network " + stack.namespace(), refused.reason(), hints), refused);
    }
}
