package dev.aether.ajj.model.service;

import dev.aether.ajj.model.template.Template;
import dev.aether.ajj.model.text.SourcePosition;
import dev.aether.ajj.model.text.Word;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One {@code [services.<name>]} table of aether.toml, checked and with defaults.
 *
 * @param name unique within the file; the service's host name on the workspace's network
 * @param position where the table begins
 * @param dependsOn conditions of other services for the start of this one, by name, in the order written
 * @param connection the template of {@code services.<name>.connection}
 * @param templates values of {@code env} and {@code command} with expressions
 * @param healthcheck {@link Healthcheck.Default} when not configured
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

    /** Returns the image reference, with tag or digest where given. */
    public String image() {
        return container.image();
    }

    /** Returns the published ports, in the order written. */
    public List<PortSpec> ports() {
        return container.network().ports();
    }

    /** Returns the environment variables, in the order written; values may be secret. */
    public Map<String, String> env() {
        return container.process().env();
    }

    /** Returns the volumes and mounts, in the order written. */
    public List<VolumeSpec> volumes() {
        return container.storage().volumes();
    }

    /** Returns values that may be secret, with their names: the environment, and the options of volumes. */
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

    /** Returns the host name of its containers. */
    public String hostName() {
        return container
                .network()
                .hostname()
                .orElseGet(() -> name.replace('_', '-').replaceFirst("-+$", ""));
    }

    /** Returns the service with rendered {@code env} and {@code command}. */
    public ServiceSpec rendered(Function<Template, String> render) {
        return templates.isEmpty() ? this : with(container.rendered(templates, render), pull, ServiceTemplates.NONE);
    }

    /** Returns the service with a built image, which is never pulled. */
    public ServiceSpec withBuiltImage(String image) {
        return with(container.withImage(image), Pull.NEVER, templates);
    }

    /** Returns the service with copies instead of mounts of this machine's files. */
    public ServiceSpec withCopies() {
        List<VolumeSpec> copied = volumes().stream()
                .map(volume -> volume instanceof VolumeSpec.Bind bind ? new VolumeSpec.Copy(bind) : volume)
                .toList();
        return with(container.withVolumes(copied), pull, templates);
    }

    private ServiceSpec with(ContainerSpec changed, Pull when, ServiceTemplates remaining) {
        return new ServiceSpec(name, position, changed, when, dependsOn, connection, remaining, healthcheck);
    }

    /** Whether its container mounts or copies files of this machine. */
    public boolean usesFiles() {
        return volumes().stream().anyMatch(volume -> volume.declaredPath().isPresent());
    }

    /** A condition of one service for the start of another. */
    public enum Condition implements Word {
        /** The service is ready. A job without ports may also have completed. */
        READY,
        /** It has ended with status 0. */
        COMPLETED
    }

    /** When an image is fetched from its registry. */
    public enum Pull implements Word {
        /** Only when the engine does not have it. */
        MISSING,
        ALWAYS,
        NEVER
    }
}
