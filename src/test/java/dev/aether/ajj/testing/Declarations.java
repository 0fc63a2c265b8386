package dev.aether.ajj.testing;

import dev.aether.ajj.model.AetherConfig;
import dev.aether.ajj.model.BackendSpec;
import dev.aether.ajj.model.ContainerSpec;
import dev.aether.ajj.model.Healthcheck;
import dev.aether.ajj.model.Injection;
import dev.aether.ajj.model.PortRange;
import dev.aether.ajj.model.PortSpec;
import dev.aether.ajj.model.ServiceSpec;
import dev.aether.ajj.model.ServiceTemplates;
import dev.aether.ajj.model.SourcePosition;
import dev.aether.ajj.model.SubnetRange;
import dev.aether.ajj.model.Template;
import dev.aether.ajj.model.VolumeSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SequencedMap;

/** Short ways to declare what aether.toml would. */
public final class Declarations {
    public static final Path FILE = Path.of("/repo/main/aether.toml");
    public static final SourcePosition POSITION = new SourcePosition(FILE, 1, 1);

    private Declarations() {}

    /** A TCP port for which ajj chooses the host port. */
    public static PortSpec tcp(int port) {
        return new PortSpec(port, PortSpec.Protocol.TCP, OptionalInt.empty());
    }

    /** A service of image {@code <name>:1} with a secret in its environment. */
    public static ServiceSpec service(String name, List<PortSpec> ports, List<String> dependsOn) {
        return service(name, ports, dependsOn, new Healthcheck(new Healthcheck.Default(), Duration.ofSeconds(5)));
    }

    /** A service with a healthcheck. */
    public static ServiceSpec service(
            String name, List<PortSpec> ports, List<String> dependsOn, Healthcheck healthcheck) {
        return new ServiceSpec(
                name,
                POSITION,
                new ContainerSpec(
                        name + ":1",
                        ports,
                        Map.of("DB_PASSWORD", "hunter2"),
                        List.of(),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        List.of(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        Optional.empty(),
                        ContainerSpec.Restart.NO,
                        Optional.empty()),
                ServiceSpec.Pull.MISSING,
                ready(dependsOn),
                Optional.of(new Template(name + " at {{ host }}", POSITION)),
                ServiceTemplates.NONE,
                healthcheck);
    }

    private static SequencedMap<String, ServiceSpec.Condition> ready(List<String> services) {
        SequencedMap<String, ServiceSpec.Condition> conditions = new LinkedHashMap<>();
        services.forEach(service -> conditions.put(service, ServiceSpec.Condition.READY));
        return conditions;
    }

    /** The service with another image. */
    public static ServiceSpec withImage(ServiceSpec service, String image) {
        return with(service, image, service.volumes());
    }

    /** The service with a named volume at {@code /data}. */
    public static ServiceSpec withVolume(ServiceSpec service, String volume) {
        return with(service, service.image(), List.of(new VolumeSpec.Named(volume, "/data", false)));
    }

    /** The service with these volumes and mounts. */
    public static ServiceSpec withVolumes(ServiceSpec service, VolumeSpec... volumes) {
        return with(service, service.image(), List.of(volumes));
    }

    private static ServiceSpec with(ServiceSpec service, String image, List<VolumeSpec> volumes) {
        return new ServiceSpec(
                service.name(),
                service.position(),
                new ContainerSpec(
                        image,
                        service.ports(),
                        service.env(),
                        volumes,
                        service.container().command(),
                        service.container().entrypoint(),
                        service.container().user(),
                        service.container().tmpfs(),
                        service.container().memoryBytes(),
                        service.container().nanoCpus(),
                        service.container().platform(),
                        service.container().restart(),
                        service.container().hostname()),
                service.pull(),
                service.dependsOn(),
                service.connection(),
                service.templates(),
                service.healthcheck());
    }

    /** A configuration with these services and one injected {@code .env}. */
    public static AetherConfig config(ServiceSpec... services) {
        return config(new BackendSpec.Docker(Optional.empty()), services);
    }

    /** As {@link #config}, with an engine that the file names. */
    public static AetherConfig at(String address, ServiceSpec... services) {
        return config(
                new BackendSpec.Docker(Optional.of(address), SubnetRange.DEFAULT, Map.of("socket", POSITION)),
                services);
    }

    /** The same, with the variables in another file. */
    public static AetherConfig injecting(String file, AetherConfig config) {
        Injection injection = new Injection(file, new Template("X={{ y }}", POSITION), POSITION);
        return new AetherConfig(config.file(), config.backend(), config.ports(), config.services(), List.of(injection));
    }

    private static AetherConfig config(BackendSpec backend, ServiceSpec... services) {
        SequencedMap<String, ServiceSpec> byName = new LinkedHashMap<>();
        for (ServiceSpec service : services) {
            byName.put(service.name(), service);
        }
        return new AetherConfig(
                FILE,
                backend,
                PortRange.DEFAULT,
                byName,
                List.of(new Injection(".env", new Template("X={{ y }}", POSITION), POSITION)));
    }
}
