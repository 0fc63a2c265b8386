package dev.aether.ajj.docker.container;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Device;
import com.github.dockerjava.api.model.DeviceRequest;
import com.github.dockerjava.api.model.Driver;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HealthCheck;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.InternetProtocol;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.RestartPolicy;
import com.github.dockerjava.api.model.Ulimit;
import com.github.dockerjava.api.model.VolumeOptions;
import dev.aether.ajj.docker.stack.Labels;
import dev.aether.ajj.docker.storage.VolumeCreator;
import dev.aether.ajj.model.service.ContainerSpec;
import dev.aether.ajj.model.service.Limits;
import dev.aether.ajj.model.service.NetworkSpec;
import dev.aether.ajj.model.service.PortSpec;
import dev.aether.ajj.model.service.Privileges;
import dev.aether.ajj.model.service.ProcessSpec;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.service.StorageSpec;
import dev.aether.ajj.model.service.VolumeSpec;
import dev.aether.ajj.model.workspace.PathTrail;
import dev.aether.ajj.spi.backend.Stack;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Translates a service's declaration into a request to create its container. Sends only what is declared. */
final class ContainerBody {
    private final Stack stack;
    private final ServiceSpec service;
    private final ContainerSpec container;

    ContainerBody(Stack stack, ServiceSpec service) {
        this.stack = stack;
        this.service = service;
        this.container = service.container();
    }

    /**
     * Fills in the request.
     *
     * @param command has the image and the container's name
     * @param hostPorts by port key, one for each port of the service
     * @param labels of the container
     * @param volumeLabels of the stack's volumes
     * @param imageVolumes names by path, for the volumes of the image
     */
    void fill(
            CreateContainerCmd command,
            Map<String, Integer> hostPorts,
            Map<String, String> labels,
            Map<String, String> volumeLabels,
            Map<String, String> imageVolumes) {
        command.withLabels(labels)
                .withHostName(service.hostName())
                .withAliases(Stream.concat(Stream.of(service.name()), container.network().aliases().stream())
                        .toList())
                .withExposedPorts(
                        service.ports().stream().map(ContainerBody::exposed).toList())
                .withHostConfig(hostConfig(hostPorts, mounts(volumeLabels, imageVolumes)));
        container.platform().ifPresent(command::withPlatform);
        fillProcess(command, container.process());
    }

    private void fillProcess(CreateContainerCmd command, ProcessSpec process) {
        command.withEnv(process.env().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toList());
        if (!process.command().isEmpty()) {
            command.withCmd(process.command());
        }
        if (!process.entrypoint().isEmpty()) {
            command.withEntrypoint(process.entrypoint());
        }
        process.user().ifPresent(command::withUser);
        process.workingDir().ifPresent(command::withWorkingDir);
        process.lifetime().stopSignal().ifPresent(command::withStopSignal);
        if (process.lifetime().unchecked()) {
            command.withHealthcheck(new HealthCheck().withTest(List.of("NONE")));
        }
        Labels.stopTimeout(service).ifPresent(command::withStopTimeout);
    }

    private HostConfig hostConfig(Map<String, Integer> hostPorts, List<Mount> mounts) {
        ProcessSpec process = container.process();
        HostConfig config = SecurityOptions.newHostConfig(container.privileges().securityOpt());
        config.withNetworkMode(stack.namespace())
                .withPortBindings(bindings(hostPorts))
                .withRestartPolicy(restartPolicy(process.lifetime().restart()));
        if (process.init()) {
            config.withInit(true);
        }
        if (!process.groups().isEmpty()) {
            config.withGroupAdd(process.groups());
        }
        fillNetwork(config, container.network());
        fillStorage(config, container.storage());
        config.withMounts(mounts);
        fillLimits(config, container.limits());
        fillPrivileges(config);
        return config;
    }

    private static void fillNetwork(HostConfig config, NetworkSpec network) {
        if (!network.extraHosts().isEmpty()) {
            config.withExtraHosts(network.extraHosts().toArray(String[]::new));
        }
        if (!network.dns().isEmpty()) {
            config.withDns(network.dns());
        }
    }

    private static void fillStorage(HostConfig config, StorageSpec storage) {
        Map<String, String> tmpfs = new LinkedHashMap<>();
        storage.tmpfs().forEach(directory -> tmpfs.put(directory.path(), directory.options()));
        config.withTmpFs(tmpfs);
        if (storage.readOnly()) {
            config.withReadonlyRootfs(true);
        }
    }

    private static void fillLimits(HostConfig config, Limits limits) {
        limits.memoryBytes().ifPresent(config::withMemory);
        limits.nanoCpus().ifPresent(config::withNanoCPUs);
        limits.shmBytes().ifPresent(config::withShmSize);
        if (!limits.ulimits().isEmpty()) {
            config.withUlimits(limits.ulimits().stream()
                    .map(limit -> new Ulimit(limit.name(), limit.soft(), limit.hard()))
                    .toList());
        }
        if (!limits.sysctls().isEmpty()) {
            config.withSysctls(limits.sysctls());
        }
    }

    private void fillPrivileges(HostConfig config) {
        Privileges privileges = container.privileges();
        if (privileges.privileged()) {
            config.withPrivileged(true);
        }
        if (!privileges.capAdd().isEmpty()) {
            config.withCapAdd(capabilities(privileges.capAdd()));
        }
        if (!privileges.capDrop().isEmpty()) {
            config.withCapDrop(capabilities(privileges.capDrop()));
        }
        if (privileges.gpus() != 0) {
            config.withDeviceRequests(List.of(
                    new DeviceRequest().withCount(privileges.gpus()).withCapabilities(List.of(List.of("gpu")))));
        }
        if (!privileges.devices().isEmpty()) {
            config.withDevices(privileges.devices().stream()
                    .map(device -> new Device(device.permissions(), device.container(), device.host()))
                    .toList());
        }
    }

    private static Capability[] capabilities(List<String> names) {
        return names.stream().map(Capability::valueOf).toArray(Capability[]::new);
    }

    private List<PortBinding> bindings(Map<String, Integer> hostPorts) {
        List<PortBinding> bindings = new ArrayList<>();
        for (PortSpec port : service.ports()) {
            int hostPort = Objects.requireNonNull(hostPorts.get(port.key()), port.key());
            bindings.add(new PortBinding(Ports.Binding.bindIpAndPort("127.0.0.1", hostPort), exposed(port)));
        }
        return bindings;
    }

    private static ExposedPort exposed(PortSpec port) {
        return new ExposedPort(
                port.containerPort(),
                port.protocol() == PortSpec.Protocol.UDP ? InternetProtocol.UDP : InternetProtocol.TCP);
    }

    /**
     * Returns mounts rather than binds: the engine refuses a missing source, instead of creating a directory owned by
     * root. Links are resolved now, not by the engine at each start. A volume that was removed meanwhile is created by
     * the engine, with the labels that ajj needs to remove it.
     */
    private List<Mount> mounts(Map<String, String> volumeLabels, Map<String, String> imageVolumes) {
        Stream<Mount> ofImage = imageVolumes.entrySet().stream()
                .map(volume -> new Mount()
                        .withType(MountType.VOLUME)
                        .withSource(volume.getValue())
                        .withTarget(volume.getKey())
                        .withVolumeOptions(new VolumeOptions().withLabels(volumeLabels)));
        Stream<Mount> declared = service.volumes().stream().flatMap(volume -> mount(volume, volumeLabels).stream());
        return Stream.concat(declared, ofImage).toList();
    }

    private Optional<Mount> mount(VolumeSpec declared, Map<String, String> volumeLabels) {
        return switch (declared) {
            case VolumeSpec.Named named ->
                Optional.of(volume(VolumeCreator.volumeName(stack, named.name()), named)
                        .withVolumeOptions(options(named.driver()).withLabels(volumeLabels)));
            case VolumeSpec.Shared shared -> Optional.of(volume(shared.name(), shared));
            case VolumeSpec.Bind bind ->
                Optional.of(new Mount()
                        .withType(MountType.BIND)
                        .withSource(PathTrail.end(bind.path(stack.root())).toString())
                        .withTarget(bind.target())
                        .withReadOnly(bind.readOnly()));
            case VolumeSpec.Copy _ -> Optional.empty();
        };
    }

    private static Mount volume(String name, VolumeSpec volume) {
        return new Mount()
                .withType(MountType.VOLUME)
                .withSource(name)
                .withTarget(volume.target())
                .withReadOnly(volume.readOnly());
    }

    private static VolumeOptions options(VolumeSpec.Driver driver) {
        return driver.isPlain()
                ? new VolumeOptions()
                : new VolumeOptions()
                        .withDriverConfig(new Driver().withName(driver.name()).withOptions(driver.options()));
    }

    private static RestartPolicy restartPolicy(ContainerSpec.Restart restart) {
        return switch (restart) {
            case NO -> RestartPolicy.noRestart();
            case ALWAYS -> RestartPolicy.alwaysRestart();
            case ON_FAILURE -> RestartPolicy.onFailureRestart(0);
            case UNLESS_STOPPED -> RestartPolicy.unlessStoppedRestart();
        };
    }
}
