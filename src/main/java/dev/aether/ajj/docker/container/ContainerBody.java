package dev.aether.ajj.docker.container;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aether.ajj.docker.stack.Labels;
import dev.aether.ajj.docker.storage.VolumeCreator;
import dev.aether.ajj.model.service.ContainerSpec;
import dev.aether.ajj.model.service.Limits;
import dev.aether.ajj.model.service.PortSpec;
import dev.aether.ajj.model.service.Privileges;
import dev.aether.ajj.model.service.ProcessSpec;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.service.StorageSpec;
import dev.aether.ajj.model.service.VolumeSpec;
import dev.aether.ajj.model.workspace.PathTrail;
import dev.aether.ajj.spi.backend.Stack;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Translates a service's declaration into a request to create its container. Sends only what is declared. */
final class ContainerBody {
    /** An option of the docker command, for which the engine has two lists of paths. */
    private static final String OPEN_PATHS = "systempaths=unconfined";

    private final Stack stack;
    private final ServiceSpec service;
    private final ContainerSpec container;

    ContainerBody(Stack stack, ServiceSpec service) {
        this.stack = stack;
        this.service = service;
        this.container = service.container();
    }

    /** An object of the request, without values that are empty or false. */
    private record Fields(Map<String, Object> values) {
        Fields() {
            this(new TreeMap<>());
        }

        Fields with(String name, Object value) {
            boolean isDeclared = switch (value) {
                case Collection<?> list -> !list.isEmpty();
                case Map<?, ?> map -> !map.isEmpty();
                case Boolean flag -> flag;
                default -> true;
            };
            if (isDeclared) {
                values.put(name, value);
            }
            return this;
        }

        Fields with(String name, Optional<?> value) {
            value.ifPresent(declared -> values.put(name, declared));
            return this;
        }

        Fields with(String name, OptionalLong value) {
            value.ifPresent(declared -> values.put(name, declared));
            return this;
        }
    }

    /**
     * Returns the request's body.
     *
     * @param hostPorts by port key, one for each port of the service
     * @param labels of the container
     * @param volumeLabels of the stack's volumes
     * @param imageVolumes names by path, for the volumes of the image
     */
    JsonNode json(
            Map<String, Integer> hostPorts,
            Map<String, String> labels,
            Map<String, String> volumeLabels,
            Map<String, String> imageVolumes) {
        ProcessSpec process = container.process();
        List<String> aliases = Stream.concat(Stream.of(service.name()), container.network().aliases().stream())
                .toList();
        Fields body = new Fields()
                .with("Image", service.image())
                .with("Labels", labels)
                .with("Hostname", service.hostName())
                .with(
                        "NetworkingConfig",
                        Map.of("EndpointsConfig", Map.of(stack.namespace(), Map.of("Aliases", aliases))))
                .with(
                        "ExposedPorts",
                        service.ports().stream().collect(toMap(ContainerBody::exposed, _ -> Map.of(), (one, _) -> one)))
                .with(
                        "Env",
                        process.env().entrySet().stream()
                                .map(entry -> entry.getKey() + "=" + entry.getValue())
                                .toList())
                .with("Cmd", process.command())
                .with("Entrypoint", process.entrypoint())
                .with("User", process.user())
                .with("WorkingDir", process.workingDir())
                .with("StopSignal", process.lifetime().stopSignal())
                .with("StopTimeout", Labels.stopTimeout(service))
                .with("Healthcheck", process.lifetime().unchecked() ? Map.of("Test", List.of("NONE")) : Map.of())
                .with(
                        "HostConfig",
                        hostConfig(hostPorts, mounts(volumeLabels, imageVolumes))
                                .values());
        return new ObjectMapper().valueToTree(body.values());
    }

    private Fields hostConfig(Map<String, Integer> hostPorts, List<Map<String, Object>> mounts) {
        ProcessSpec process = container.process();
        StorageSpec storage = container.storage();
        Fields config = new Fields()
                .with("NetworkMode", stack.namespace())
                .with("PortBindings", bindings(hostPorts))
                .with(
                        "RestartPolicy",
                        Map.of("Name", process.lifetime().restart().word()))
                .with("Init", process.init())
                .with("GroupAdd", process.groups())
                .with("ExtraHosts", container.network().extraHosts())
                .with("Dns", container.network().dns())
                .with(
                        "Tmpfs",
                        storage.tmpfs().stream()
                                .collect(toMap(StorageSpec.Tmpfs::path, StorageSpec.Tmpfs::options, (_, last) -> last)))
                .with("ReadonlyRootfs", storage.readOnly())
                .with("Mounts", mounts);
        addLimits(config, container.limits());
        addPrivileges(config, container.privileges());
        return config;
    }

    private static void addLimits(Fields config, Limits limits) {
        config.with("Memory", limits.memoryBytes())
                .with("NanoCpus", limits.nanoCpus())
                .with("ShmSize", limits.shmBytes())
                .with(
                        "Ulimits",
                        limits.ulimits().stream()
                                .map(limit -> Map.of("Name", limit.name(), "Soft", limit.soft(), "Hard", limit.hard()))
                                .toList())
                .with("Sysctls", limits.sysctls());
    }

    private static void addPrivileges(Fields config, Privileges privileges) {
        config.with("Privileged", privileges.privileged())
                .with("CapAdd", privileges.capAdd())
                .with("CapDrop", privileges.capDrop())
                .with(
                        "DeviceRequests",
                        privileges.gpus() == 0
                                ? List.of()
                                : List.of(Map.of("Count", privileges.gpus(), "Capabilities", List.of(List.of("gpu")))))
                .with(
                        "Devices",
                        privileges.devices().stream()
                                .map(device -> Map.of(
                                        "PathOnHost", device.host(),
                                        "PathInContainer", device.container(),
                                        "CgroupPermissions", device.permissions()))
                                .toList())
                .with(
                        "SecurityOpt",
                        privileges.securityOpt().stream()
                                .filter(option -> !option.equals(OPEN_PATHS))
                                .toList());
        if (privileges.securityOpt().contains(OPEN_PATHS)) {
            // Makes all of /proc and /sys accessible.
            config.values().put("MaskedPaths", List.of());
            config.values().put("ReadonlyPaths", List.of());
        }
    }

    private Map<String, Object> bindings(Map<String, Integer> hostPorts) {
        Map<String, Object> bindings = new TreeMap<>();
        for (PortSpec port : service.ports()) {
            int hostPort = Objects.requireNonNull(hostPorts.get(port.key()), port.key());
            bindings.put(exposed(port), List.of(Map.of("HostIp", "127.0.0.1", "HostPort", Integer.toString(hostPort))));
        }
        return bindings;
    }

    private static String exposed(PortSpec port) {
        return port.containerPort() + "/" + port.protocol().word();
    }

    /**
     * Returns mounts rather than binds: the engine refuses a missing source, instead of creating a directory owned by
     * root. Links are resolved now, not by the engine at each start. A volume that was removed meanwhile is created by
     * the engine, with the labels that ajj needs to remove it.
     */
    private List<Map<String, Object>> mounts(Map<String, String> volumeLabels, Map<String, String> imageVolumes) {
        Stream<Fields> ofImage = imageVolumes.entrySet().stream()
                .map(volume -> mount("volume", volume.getValue(), volume.getKey(), false)
                        .with("VolumeOptions", Map.of("Labels", volumeLabels)));
        Stream<Fields> declared = service.volumes().stream().flatMap(volume -> mount(volume, volumeLabels).stream());
        return Stream.concat(declared, ofImage).map(Fields::values).toList();
    }

    private Optional<Fields> mount(VolumeSpec declared, Map<String, String> volumeLabels) {
        String target = declared.target();
        boolean readOnly = declared.readOnly();
        return switch (declared) {
            case VolumeSpec.Named named ->
                Optional.of(mount("volume", VolumeCreator.volumeName(stack, named.name()), target, readOnly)
                        .with(
                                "VolumeOptions",
                                new Fields()
                                        .with("Labels", volumeLabels)
                                        .with("DriverConfig", driver(named.driver()))
                                        .values()));
            case VolumeSpec.Shared shared -> Optional.of(mount("volume", shared.name(), target, readOnly));
            case VolumeSpec.Bind bind ->
                Optional.of(mount("bind", PathTrail.end(bind.path(stack.root())).toString(), target, readOnly));
            case VolumeSpec.Copy _ -> Optional.empty();
        };
    }

    private static Fields mount(String type, String source, String target, boolean readOnly) {
        return new Fields()
                .with("Type", type)
                .with("Source", source)
                .with("Target", target)
                .with("ReadOnly", readOnly);
    }

    private static Map<String, Object> driver(VolumeSpec.Driver driver) {
        return driver.isPlain() ? Map.of() : Map.of("Name", driver.name(), "Options", driver.options());
    }
}
