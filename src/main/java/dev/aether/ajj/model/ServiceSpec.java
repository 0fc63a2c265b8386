package dev.aether.ajj.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.function.Function;

/**
 * One {@code [services.<name>]} table of aether.toml, checked and with defaults filled in.
 *
 * @param name unique within the file; the service's host name on the workspace's network
 * @param position where the table begins
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
 * @param pull when the image is fetched
 * @param dependsOn what other services must have reached before this one starts, by name, in the order written
 * @param connection what {@code services.<name>.connection} renders to
 * @param hostname the container's host name; empty: made from the service's name
 * @param templates those of the values of {@code env} and {@code command} that have something to fill in
 * @param healthcheck never null; {@link Healthcheck.Default} when not configured
 */
public record ServiceSpec(
        String name,
        SourcePosition position,
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
        Pull pull,
        SequencedMap<String, Condition> dependsOn,
        Optional<Template> connection,
        Optional<String> hostname,
        ServiceTemplates templates,
        Healthcheck healthcheck) {

    /** What its container calls itself, the same for every container of it. */
    public String hostName() {
        return hostname.orElseGet(() -> name.replace('_', '-').replaceFirst("-+$", ""));
    }

    /** The service with the templates of its {@code env} and {@code command} filled in. */
    public ServiceSpec filled(Function<Template, String> render) {
        if (templates.isEmpty()) {
            return this;
        }
        Map<String, String> filledEnv = new LinkedHashMap<>(env);
        templates.env().forEach((key, template) -> filledEnv.put(key, render.apply(template)));
        List<String> filledCommand = new ArrayList<>(command);
        templates.command().forEach((index, template) -> filledCommand.set(index, render.apply(template)));
        return new ServiceSpec(
                name,
                position,
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
                pull,
                dependsOn,
                connection,
                hostname,
                ServiceTemplates.NONE,
                healthcheck);
    }

    /** What a service must have reached before one that depends on it starts. */
    public enum Condition {
        /** It answers. A job without ports may also have completed. */
        READY,
        /** It has ended with status 0. */
        COMPLETED;

        /** As written in aether.toml. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
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

    /** When an image is fetched from its registry. */
    public enum Pull {
        /** Only when the engine does not have it. */
        MISSING,
        ALWAYS,
        NEVER;

        /** As written in aether.toml. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
