package dev.aether.ajj.model.service;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Resource limits and kernel parameters of a container.
 *
 * @param memoryBytes memory limit in bytes
 * @param nanoCpus CPU limit in billionths of a core
 * @param shmBytes size of {@code /dev/shm} in bytes; empty: the engine's default
 */
public record Limits(
        OptionalLong memoryBytes,
        OptionalLong nanoCpus,
        OptionalLong shmBytes,
        List<Ulimit> ulimits,
        Map<String, String> sysctls) {

    /**
     * A limit for each process.
     *
     * @param name such as {@code nofile}
     * @param soft at most {@code hard}; -1: no limit
     * @param hard -1: no limit
     */
    public record Ulimit(String name, long soft, long hard) {}
}
