package dev.aether.ajj.docker.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aether.ajj.docker.network.NetworkCreator;
import dev.aether.ajj.docker.network.SubnetChoice;
import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.model.config.SubnetRange;
import dev.aether.ajj.spi.report.Finding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The address pools for new networks: the engine's, and ajj's own range for when they are exhausted.
 *
 * @param pools as configured for the engine, else its defaults
 * @param own the range of {@code [backend] subnets}
 */
record AddressPools(List<Pool> pools, SubnetRange own) {
    static final String NAME = "networks";

    /** With fewer free subnets, new workspaces may soon fail. */
    private static final int FEW = 5;

    /**
     * A range that is divided into subnets.
     *
     * @param prefix length of each subnet
     */
    record Pool(SubnetRange range, int prefix) {
        static Optional<Pool> parse(String range, int prefix) {
            return SubnetRange.parse(range)
                    .filter(parsed -> prefix >= parsed.prefix() && prefix - parsed.prefix() < Integer.SIZE - 1)
                    .map(parsed -> new Pool(parsed, prefix));
        }

        long free(List<SubnetRange> used) {
            return IntStream.range(0, range.count(prefix))
                    .mapToObj(index -> range.subnet(prefix, index))
                    .filter(subnet -> used.stream().noneMatch(subnet::overlaps))
                    .count();
        }
    }

    private static final List<Pool> DOCKER = List.of(
            pool("172.17.0.0/16", 16),
            pool("172.18.0.0/15", 16),
            pool("172.20.0.0/14", 16),
            pool("172.24.0.0/13", 16),
            pool("192.168.0.0/16", 20));
    private static final List<Pool> PODMAN = List.of(
            pool("10.89.0.0/16", 24),
            pool("10.90.0.0/15", 24),
            pool("10.92.0.0/14", 24),
            pool("10.96.0.0/11", 24),
            pool("10.128.0.0/9", 24));

    private static Pool pool(String range, int prefix) {
        return Pool.parse(range, prefix).orElseThrow();
    }

    /**
     * Returns the pools that an engine reports, else its defaults.
     *
     * @param info the engine's own description
     * @param podman whether the engine is Podman
     */
    static List<Pool> of(JsonNode info, boolean podman) {
        List<Pool> reported = info.path("DefaultAddressPools")
                .valueStream()
                .flatMap(pool ->
                        Pool.parse(pool.path("Base").asText(), pool.path("Size").asInt(-1)).stream())
                .toList();
        if (!reported.isEmpty()) {
            return reported;
        }
        return podman ? PODMAN : DOCKER;
    }

    /**
     * Returns how many networks can still be created.
     *
     * @param networks the number of existing networks
     * @param used subnets in use
     */
    Finding finding(int networks, List<SubnetRange> used) {
        long left = pools.stream().mapToLong(pool -> pool.free(used)).sum();
        long ownLeft = new Pool(own, SubnetChoice.PREFIX).free(used);
        Map<String, Object> details =
                Map.of("networks", networks, "engine_left", left, "own_range", own.toString(), "own_left", ownLeft);
        String message = networks + (networks == 1 ? " network" : " networks") + "; the engine "
                + (left == 0 ? "has no free subnets" : "has about " + left + " free subnets")
                + ", ajj's own range " + own + " has " + ownLeft;
        if (left + ownLeft == 0) {
            return Finding.broken(
                    NAME, new BackendProblem.SpawnFailed("a network", message, NetworkCreator.MORE_ADDRESSES));
        }
        return left + ownLeft < FEW
                ? Finding.warning(NAME, message, NetworkCreator.MORE_ADDRESSES, details)
                : Finding.ok(NAME, message, details);
    }
}
