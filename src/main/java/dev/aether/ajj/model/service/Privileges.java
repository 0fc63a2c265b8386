package dev.aether.ajj.model.service;

import dev.aether.ajj.model.text.SourcePosition;
import java.util.List;
import java.util.Map;

/**
 * Deviations from the engine's default privileges of a container.
 *
 * @param privileged whether it has full access to the machine's devices and kernel
 * @param capAdd capabilities to add, without {@code CAP_}
 * @param capDrop capabilities to drop, without {@code CAP_}
 * @param securityOpt as {@code name} or {@code name=value}
 * @param gpus number of GPUs; -1: all
 */
public record Privileges(
        boolean privileged,
        List<String> capAdd,
        List<String> capDrop,
        List<String> securityOpt,
        List<Device> devices,
        int gpus,
        Map<String, SourcePosition> positions) {

    /**
     * A device of the engine's machine.
     *
     * @param host path on the engine's machine, {@code /dev} or below
     * @param container absolute path in the container
     * @param permissions of {@code r}, {@code w} and {@code m} (create)
     */
    public record Device(String host, String container, String permissions) {}
}
