package dev.aether.ajj.docker.network;

import dev.aether.ajj.model.config.SubnetRange;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Chooses unused subnets. */
public final class SubnetChoice {
    /** Room for 61 containers. */
    public static final int PREFIX = 26;
    /** Each try is a call to the engine, which refuses a subnet only when another ajj has just used it. */
    private static final int MAX_TRIES = 64;

    private SubnetChoice() {}

    /** Returns subnets to try in turn, from a random one, so that concurrent commands do not try the same. */
    static List<SubnetRange> candidates(SubnetRange range, List<SubnetRange> used) {
        int count = range.count(PREFIX);
        int first = ThreadLocalRandom.current().nextInt(count);
        return IntStream.range(0, count)
                .mapToObj(offset -> range.subnet(PREFIX, (first + offset) % count))
                .filter(subnet -> used.stream().noneMatch(subnet::overlaps))
                .limit(MAX_TRIES)
                .toList();
    }
}
