package dev.aether.ajj.docker.network;

import dev.aether.ajj.model.config.SubnetRange;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Chooses a subnet that nobody uses. */
public final class SubnetChoice {
    /** Room for 61 containers. */
    public static final int PREFIX = 26;
    /** Each try is a call to the engine, and a refusal means that another ajj was faster: so many are never needed. */
    private static final int TRIES = 64;

    private SubnetChoice() {}

    /** Subnets to be tried in turn, beginning at a random one so that many at once do not try the same. */
    static List<SubnetRange> candidates(SubnetRange range, List<SubnetRange> used) {
        int count = range.count(PREFIX);
        int first = ThreadLocalRandom.current().nextInt(count);
        return IntStream.range(0, count)
                .mapToObj(offset -> range.subnet(PREFIX, (first + offset) % count))
                .filter(subnet -> used.stream().noneMatch(subnet::overlaps))
                .limit(TRIES)
                .toList();
    }
}
