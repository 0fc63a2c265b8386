package dev.aether.ajj.docker.network;

import com.github.dockerjava.api.command.CreateNetworkCmd;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Network;
import dev.aether.ajj.docker.engine.Engine;
import dev.aether.ajj.docker.engine.EngineMessage;
import dev.aether.ajj.docker.stack.Labels;
import dev.aether.ajj.docker.stack.NameConflict;
import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.config.SubnetRange;
import dev.aether.ajj.spi.backend.Stack;
import java.util.List;
import java.util.Optional;

/** Creates a stack's network, in ajj's own range when the engine's pools for about 30 networks are exhausted. */
public final class NetworkCreator {
    /** Hints for exhausted address pools. */
    public static final List<String> MORE_ADDRESSES = List.of(
            "remove unused networks: docker network prune",
            "or give ajj a larger range: [backend] subnets = \"10.0.0.0/12\" in aether.toml");

    private static final List<String> LIST_NETWORKS = List.of("list the networks: docker network ls");

    private final Engine engine;
    private final SubnetRange range;

    /** Creates networks in this engine. The range is used when the engine's address pools are exhausted. */
    public NetworkCreator(Engine engine, SubnetRange range) {
        this.engine = engine;
        this.range = range;
    }

    /** See {@link dev.aether.ajj.spi.backend.Backend#createNetworkAndVolumes}. */
    public void create(Stack stack) {
        if (exists(stack)) {
            return;
        }
        try {
            create(stack, Optional.empty());
        } catch (DockerException refused) {
            if (!isPoolExhausted(refused)) {
                throw failure(stack, refused, LIST_NETWORKS);
            }
            createInOwnRange(stack, refused);
        }
    }

    private boolean exists(Stack stack) {
        List<Network> named = engine.call(
                "find network " + stack.namespace(),
                client -> client.listNetworksCmd()
                        .withNameFilter("^" + stack.namespace() + "$")
                        .exec());
        for (Network network : named) {
            if (!Labels.carries(network.getLabels(), Labels.ofStack(stack))) {
                throw NameConflict.of("network " + stack.namespace(), network.getLabels());
            }
        }
        return !named.isEmpty();
    }

    private void create(Stack stack, Optional<SubnetRange> subnet) {
        engine.call(
                "create network " + stack.namespace()
                        + subnet.map(chosen -> " in " + chosen).orElse(""),
                client -> {
                    CreateNetworkCmd command = client.createNetworkCmd()
                            .withName(stack.namespace())
                            .withDriver("bridge")
                            .withCheckDuplicate(true)
                            .withLabels(Labels.of(stack, engine.location()));
                    subnet.ifPresent(chosen -> command.withIpam(
                            new Network.Ipam().withConfig(new Network.Ipam.Config().withSubnet(chosen.toString()))));
                    return command.exec();
                });
    }

    /** Tries the next subnet when the engine refuses one, because another ajj may use it at the same time. */
    private void createInOwnRange(Stack stack, DockerException exhausted) {
        List<SubnetRange> used = SubnetsInUse.withThisMachine(
                engine.call("list networks", client -> client.listNetworksCmd().exec()));
        for (SubnetRange subnet : SubnetChoice.candidates(range, used)) {
            try {
                create(stack, Optional.of(subnet));
                return;
            } catch (DockerException refused) {
                if (!isOverlap(refused)) {
                    throw failure(stack, refused, LIST_NETWORKS);
                }
            }
        }
        throw failure(stack, exhausted, MORE_ADDRESSES);
    }

    static boolean isPoolExhausted(DockerException refused) {
        String message = EngineMessage.of(refused);
        return message.contains("could not find an available, non-overlapping IPv4 address pool")
                || message.contains("all predefined address pools have been fully subnetted");
    }

    private static boolean isOverlap(DockerException refused) {
        return EngineMessage.of(refused).contains("overlaps");
    }

    private static Failure failure(Stack stack, DockerException refused, List<String> hints) {
        return new Failure(
                new BackendProblem.SpawnFailed("network " + stack.namespace(), EngineMessage.of(refused), hints),
                refused);
    }
}
