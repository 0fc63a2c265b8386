package dev.aether.ajj.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Everything that a service's container is made from. A container is recreated when one of these differs, so a key of
 * aether.toml belongs here exactly when the container depends on it.
 *
 * @param image image reference, with tag or digest where given
 * @param ports in the order written
 * @param env environment of the container, in the order written; values may be secret
 * @param volumes in the order written
 * @param command replaces the image's command; empty list: the image's own
 * @param entrypoint replaces the image's entry point; empty list: the image's own
 * @param user {@code uid[:gid]} or a name that the image knows
 * @param tmpfs absolute paths in the container that live in memory
 * @param memoryBytes memory limit in bytes
 * @param nanoCpus CPU limit in billionths of a core
 * @param platform such as {@code linux/amd64}
 * @param restart the engine's restart policy
 * @param hostname the container's host name; empty: made from the service's name
 */
public record ContainerSpec(
        String image,
        List<PortSpec> ports,
        Map<String, String> env,
        List<VolumeSpec> volumes,
        List<String> command,
        List<String> entrypoint,
        Optional<String> user,
        List<String> tmpfs,
        OptionalLong memoryBytes,
        OptionalLong nanoCpus,
        Optional<String> platform,
        Restart restart,
        Optional<String> hostname) {

    ContainerSpec filled(ServiceTemplates templates, Function<Template, String> render) {
        Map<String, String> filledEnv = new LinkedHashMap<>(env);
        templates.env().forEach((key, template) -> filledEnv.put(key, render.apply(template)));
        List<String> filledCommand = new ArrayList<>(command);
        templates.command().forEach((index, template) -> filledCommand.set(index, render.apply(template)));
        return new ContainerSpec(
                image,
                ports,
                Collections.unmodifiableMap(filledEnv),
                volumes,
                List.copyOf(filledCommand),
                entrypoint,
                user,
                tmpfs,
                memoryBytes,
                nanoCpus,
                platform,
                restart,
                hostname);
    }

    /** The engine's restart policy, by the names people know from compose. */
    public enum Restart {
        NO,
        ALWAYS,
        ON_FAILURE,
        UNLESS_STOPPED;

        /** As written in aether.toml: {@code on-failure}. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }
}
