package dev.aether.ajj.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

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
 * @param dependsOn names of services that must be ready before this one starts
 * @param connection what {@code services.<name>.connection} renders to
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
        List<String> dependsOn,
        Optional<Template> connection,
        Healthcheck healthcheck) {

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
