package dev.aether.ajj.model.service;

import dev.aether.ajj.model.template.Template;
import dev.aether.ajj.model.text.Word;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The definition of a service's container. A container is recreated when a value changes, so a key of aether.toml
 * belongs here exactly when the container depends on it.
 *
 * @param image image reference, with tag or digest where given
 * @param platform such as {@code linux/amd64}; empty: the engine's own
 * @param labels in addition to ajj's own, in the order written
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

    /** Labels by which ajj and Docker's own tools recognize their resources. */
    private static final Pattern RESERVED_LABEL =
            Pattern.compile("(?:aether|com\\.docker|io\\.docker|org\\.dockerproject)\\..*");

    /** Whether ajj or Docker reserves the label, so that no service may declare it. */
    public static boolean isReservedLabel(String name) {
        return RESERVED_LABEL.matcher(name).matches();
    }

    ContainerSpec withImage(String other) {
        return new ContainerSpec(other, platform, labels, process, network, storage, limits, privileges);
    }

    ContainerSpec withVolumes(List<VolumeSpec> volumes) {
        StorageSpec changed = new StorageSpec(volumes, storage.tmpfs(), storage.readOnly(), storage.files());
        return new ContainerSpec(image, platform, labels, process, network, changed, limits, privileges);
    }

    ContainerSpec rendered(ServiceTemplates templates, Function<Template, String> render) {
        return new ContainerSpec(
                image, platform, labels, process.rendered(templates, render), network, storage, limits, privileges);
    }

    /** The engine's restart policies, with compose's names. */
    public enum Restart implements Word {
        NO,
        ALWAYS,
        ON_FAILURE,
        UNLESS_STOPPED;

        /** Returns the value in aether.toml: {@code on-failure}. */
        @Override
        public String word() {
            return Word.super.word().replace('_', '-');
        }
    }
}
