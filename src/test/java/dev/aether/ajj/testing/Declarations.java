package dev.aether.ajj.testing;

import dev.aether.ajj.model.config.AetherConfig;
import dev.aether.ajj.model.config.BackendSpec;
import dev.aether.ajj.model.config.PortRange;
import dev.aether.ajj.model.config.SubnetRange;
import dev.aether.ajj.model.service.ContainerSpec;
import dev.aether.ajj.model.service.Healthcheck;
import dev.aether.ajj.model.service.Limits;
import dev.aether.ajj.model.service.NetworkSpec;
import dev.aether.ajj.model.service.PortSpec;
import dev.aether.ajj.model.service.Privileges;
import dev.aether.ajj.model.service.ProcessSpec;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.service.ServiceTemplates;
import dev.aether.ajj.model.service.StorageSpec;
import dev.aether.ajj.model.service.StorageSpec.TextFile;
import dev.aether.ajj.model.service.VolumeSpec;
import dev.aether.ajj.model.template.Injection;
import dev.aether.ajj.model.template.Template;
import dev.aether.ajj.model.text.SourcePosition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SequencedMap;

/** Short forms of what aether.toml declares. */
public final class Declarations {
    public static final Path ROOT = Path.of("/repo/main");
    public static final Path FILE = ROOT.resolve("aether.toml");
    public static final SourcePosition POSITION = new SourcePosition(FILE, 1, 1);

    private static final Privileges NO_PRIVILEGES =
            new Privileges(false, List.of(), List.of(), List.of(), List.of(), 0, Map.of());

    private Declarations() {}

    /** Returns a TCP port with a host port chosen by ajj. */
    public static PortSpec tcp(int port) {
        return new PortSpec(port, PortSpec.Protocol.TCP, OptionalInt.empty());
    }

    /** Returns a service of image {@code <name>:1} with a secret in its environment. */
    public static ServiceSpec service(String name, List<PortSpec> ports, List<String> dependsOn) {
        return service(name, ports, dependsOn, new Healthcheck(new Healthcheck.Default(), Duration.ofSeconds(5)));
    }

    /** Returns a service with a healthcheck. */
    public static ServiceSpec service(
            String name, List<PortSpec> ports, List<String> dependsOn, Healthcheck healthcheck) {
        return new ServiceSpec(
                name,
                POSITION,
                new ContainerSpec(
                        name + ":1",
                        Optional.empty(),
                        Map.of(),
                        process(Map.of("DB_PASSWORD", "hunter2")),
                        new NetworkSpec(ports, Optional.empty(), List.of(), List.of(), List.of(), List.of()),
                        new StorageSpec(List.of(), List.of(), false, List.of()),
                        new Limits(
                                OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), List.of(), Map.of()),
                        NO_PRIVILEGES),
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

    private static ProcessSpec process(Map<String, String> env) {
        return new ProcessSpec(
                List.of(),
                List.of(),
                env,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                false,
                new ProcessSpec.Lifetime(ContainerSpec.Restart.NO, Optional.empty(), Optional.empty(), false));
    }

    /** Returns the service with another image. */
    public static ServiceSpec withImage(ServiceSpec service, String image) {
        ContainerSpec old = service.container();
        return with(service, image, old.process(), old.storage(), old.privileges());
    }

    /** Returns the service with another command. */
    public static ServiceSpec withCommand(ServiceSpec service, List<String> command) {
        ContainerSpec old = service.container();
        ProcessSpec process = new ProcessSpec(
                command,
                old.process().entrypoint(),
                old.process().env(),
                old.process().workingDir(),
                old.process().user(),
                old.process().groups(),
                old.process().init(),
                old.process().lifetime());
        return with(service, old.image(), process, old.storage(), old.privileges());
    }

    /** Returns the service with a named volume at {@code /data}. */
    public static ServiceSpec withVolume(ServiceSpec service, String volume) {
        return withVolumes(service, new VolumeSpec.Named(volume, "/data", false));
    }

    /** Returns the service with these volumes and mounts. */
    public static ServiceSpec withVolumes(ServiceSpec service, VolumeSpec... volumes) {
        ContainerSpec old = service.container();
        StorageSpec storage = new StorageSpec(
                List.of(volumes),
                old.storage().tmpfs(),
                old.storage().readOnly(),
                old.storage().files());
        return with(service, old.image(), old.process(), storage, old.privileges());
    }

    /** Returns the service with these files. */
    public static ServiceSpec withFiles(ServiceSpec service, TextFile... files) {
        StorageSpec old = service.container().storage();
        StorageSpec storage = new StorageSpec(old.volumes(), old.tmpfs(), old.readOnly(), List.of(files));
        ContainerSpec container = service.container();
        return with(service, container.image(), container.process(), storage, container.privileges());
    }

    /** Returns the service, also connected to these networks. */
    public static ServiceSpec withNetworks(ServiceSpec service, String... networks) {
        ContainerSpec old = service.container();
        NetworkSpec network = new NetworkSpec(
                old.network().ports(),
                old.network().hostname(),
                old.network().aliases(),
                old.network().extraHosts(),
                old.network().dns(),
                List.of(networks));
        return with(
                service,
                new ContainerSpec(
                        old.image(),
                        old.platform(),
                        old.labels(),
                        old.process(),
                        network,
                        old.storage(),
                        old.limits(),
                        old.privileges()));
    }

    /** Returns the service with these privileges. */
    public static ServiceSpec withPrivileges(ServiceSpec service, Privileges privileges) {
        ContainerSpec old = service.container();
        return with(service, old.image(), old.process(), old.storage(), privileges);
    }

    private static ServiceSpec with(
            ServiceSpec service, String image, ProcessSpec process, StorageSpec storage, Privileges privileges) {
        ContainerSpec old = service.container();
        return with(
                service,
                new ContainerSpec(
                        image,
                        old.platform(),
                        old.labels(),
                        process,
                        old.network(),
                        storage,
                        old.limits(),
                        privileges));
    }

    private static ServiceSpec with(ServiceSpec service, ContainerSpec container) {
        return new ServiceSpec(
                service.name(),
                service.position(),
                container,
                service.pull(),
                service.dependsOn(),
                service.connection(),
                service.templates(),
                service.healthcheck());
    }

    /** Returns a configuration with these services and an injected {@code .env}. */
    public static AetherConfig config(ServiceSpec... services) {
        return config(new BackendSpec.Docker(Optional.empty()), services);
    }

    /** Returns the same as {@link #config}, with an engine that the file names. */
    public static AetherConfig at(String address, ServiceSpec... services) {
        return config(
                new BackendSpec.Docker(Optional.of(address), SubnetRange.DEFAULT, Map.of("socket", POSITION)),
                services);
    }

    /** Returns the configuration with another injected file. */
    public static AetherConfig injecting(String file, AetherConfig config) {
        Injection injection = new Injection(file, new Template("X={{ y }}", POSITION), POSITION);
        return new AetherConfig(
                config.file(),
                config.backend(),
                config.ports(),
                config.services(),
                List.of(injection),
                Optional.empty());
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
                List.of(new Injection(".env", new Template("X={{ y }}", POSITION), POSITION)),
                Optional.empty());
    }
}
