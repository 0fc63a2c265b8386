package dev.aether.ajj.model.service;

import dev.aether.ajj.model.text.SourcePosition;
import java.util.List;
import java.util.Map;

/**
 * What a container may do beyond, or not even within, what the engine usually allows.
 *
 * @param privileged whether nothing separates it from the machine's devices and kernel
 * @param capAdd capabilities beyond the engine's usual ones, without {@code CAP_}
 * @param capDrop capabilities that it does not have, without {@code CAP_}
 * @param securityOpt as {@code name} or {@code name=value}
 * @param gpus how many GPUs of this machine it gets; -1: all
 * @param positions where the keys of the service are written, by key
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
     * A device of this machine.
     *
     * @param host path on the engine's machine, {@code /dev} or below
     * @param container absolute path in the container
     * @param permissions of {@code r}, {@code w} and {@code m} (create)
     */
    public record Device(String host, String container, String permissions) {}
}
