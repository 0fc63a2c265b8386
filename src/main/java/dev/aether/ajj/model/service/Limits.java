package dev.aether.ajj.model.service;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What a container may use, and the kernel parameters of its namespaces.
 *
 * @param memoryBytes memory limit in bytes
 * @param nanoCpus CPU limit in billionths of a core
 * @param shmBytes size of {@code /dev/shm} in bytes; empty: the engine's own
 * @param ulimits in the order written
 * @param sysctls by name, in the order written
 */
public record Limits(
        OptionalLong memoryBytes,
        OptionalLong nanoCpus,
        OptionalLong shmBytes,
        List<Ulimit> ulimits,
        Map<String, String> sysctls) {

    /**
     * A limit of each process.
     *
     * @param name such as {@code nofile}
     * @param soft at most {@code hard}; -1: no limit
     * @param hard -1: no limit
     */
    public record Ulimit(String name, long soft, long hard) {}
}
