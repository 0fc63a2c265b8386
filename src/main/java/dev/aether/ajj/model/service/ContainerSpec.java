package dev.aether.ajj.model.service;

import dev.aether.ajj.model.template.Template;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Everything that a service's container is made from. A container is recreated when one of these differs, so a key of
 * aether.toml belongs here exactly when the container depends on it.
 *
 * @param image image reference, with tag or digest where given
 * @param platform such as {@code linux/amd64}; empty: the engine's own
 * @param labels beside those of ajj, in the order written
 */
public record ContainerSpec(
        String image,
        Optional<String> platform,
        Map<String, String> labels,
        ProcessSpec process,
        NetworkSpec network,
        StorageSpec storage,
        Limits limits,
        Privileges privileges) {

    /** Labels by which ajj and Docker's own tools know what is theirs. */
    private static final Pattern RESERVED_LABEL =
            Pattern.compile("(?:aether|com\\.docker|io\\.docker|org\\.dockerproject)\\..*");

    /** Whether a label of this name belongs to ajj or Docker, and no service may have it. */
    public static boolean isReservedLabel(String name) {
        return RESERVED_LABEL.matcher(name).matches();
    }

    ContainerSpec withImage(String other) {
        return new ContainerSpec(other, platform, labels, process, network, storage, limits, privileges);
    }

    ContainerSpec withVolumes(List<VolumeSpec> volumes) {
        return new ContainerSpec(
                image,
                platform,
                labels,
                process,
                network,
                new StorageSpec(volumes, storage.tmpfs(), storage.readOnly(), storage.files()),
                limits,
                privileges);
    }

    ContainerSpec rendered(ServiceTemplates templates, Function<Template, String> render) {
        return new ContainerSpec(
                image, platform, labels, process.rendered(templates, render), network, storage, limits, privileges);
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
