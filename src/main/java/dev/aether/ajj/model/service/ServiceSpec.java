package dev.aether.ajj.model.service;

import dev.aether.ajj.model.template.Template;
import dev.aether.ajj.model.text.SourcePosition;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One {@code [services.<name>]} table of aether.toml, checked and with defaults rendered in.
 *
 * @param name unique within the file; the service's host name on the workspace's network
 * @param position where the table begins
 * @param container everything that its container is made from
 * @param pull when the image is fetched
 * @param dependsOn what other services must have reached before this one starts, by name, in the order written
 * @param connection what {@code services.<name>.connection} renders to
 * @param templates those of the values of {@code env} and {@code command} that have something to fill in
 * @param healthcheck never null; {@link Healthcheck.Default} when not configured
 */
public record ServiceSpec(
        String name,
        SourcePosition position,
        ContainerSpec container,
        Pull pull,
        SequencedMap<String, Condition> dependsOn,
        Optional<Template> connection,
        ServiceTemplates templates,
        Healthcheck healthcheck) {

    /** Image reference, with tag or digest where given. */
    public String image() {
        return container.image();
    }

    /** Published ports, in the order written. */
    public List<PortSpec> ports() {
        return container.network().ports();
    }

    /** Environment of the container, in the order written; values may be secret. */
    public Map<String, String> env() {
        return container.process().env();
    }

    /** Volumes and mounts, in the order written. */
    public List<VolumeSpec> volumes() {
        return container.storage().volumes();
    }

    /** Values that may be secret, with their names: the environment, and the options of volumes. */
    public Collection<Map.Entry<String, String>> confidential() {
        return Stream.concat(
                        Stream.of(env()),
                        volumes().stream()
                                .filter(VolumeSpec.Named.class::isInstance)
                                .map(volume ->
                                        ((VolumeSpec.Named) volume).driver().options()))
                .flatMap(values -> values.entrySet().stream())
                .toList();
    }

    /** The host name inside its container, the same for every container of it. */
    public String hostName() {
        return container
                .network()
                .hostname()
                .orElseGet(() -> name.replace('_', '-').replaceFirst("-+$", ""));
    }

    /** The service with the templates of its {@code env} and {@code command} rendered in. */
    public ServiceSpec rendered(Function<Template, String> render) {
        return templates.isEmpty()
                ? this
                : new ServiceSpec(
                        name,
                        position,
                        container.rendered(templates, render),
                        pull,
                        dependsOn,
                        connection,
                        ServiceTemplates.NONE,
                        healthcheck);
    }

    /** The same service with an image that is built: it is never pulled. */
    public ServiceSpec withBuiltImage(String image) {
        return new ServiceSpec(
                name, position, container.withImage(image), Pull.NEVER, dependsOn, connection, templates, healthcheck);
    }

    /** The same service with copies of the files of this machine that it would mount. */
    public ServiceSpec withCopies() {
        return new ServiceSpec(
                name,
                position,
                container.withVolumes(volumes().stream()
                        .map(volume -> volume instanceof VolumeSpec.Bind bind ? new VolumeSpec.Copy(bind) : volume)
                        .toList()),
                pull,
                dependsOn,
                connection,
                templates,
                healthcheck);
    }

    /** Whether files of this machine are mounted into its container, or copied. */
    public boolean usesFiles() {
        return volumes().stream().anyMatch(volume -> volume.declaredPath().isPresent());
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
