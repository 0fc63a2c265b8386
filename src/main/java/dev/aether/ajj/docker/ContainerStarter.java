package dev.aether.ajj.docker;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.InternetProtocol;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.RestartPolicy;
import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.ContainerSpec;
import dev.aether.ajj.model.PortSpec;
import dev.aether.ajj.model.RealPath;
import dev.aether.ajj.model.Secrets;
import dev.aether.ajj.model.ServiceSpec;
import dev.aether.ajj.model.VolumeSpec;
import dev.aether.ajj.spi.Backend.PortTaken;
import dev.aether.ajj.spi.Stack;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Creates and starts one container: the translation of a service's declaration into the engine's words. */
final class ContainerStarter {
    private final Engine engine;

    ContainerStarter(Engine engine) {
        this.engine = engine;
    }

    /** See {@link dev.aether.ajj.spi.Backend#create}. */
    String start(Stack stack, ServiceSpec service, Map<String, Integer> hostPorts, String configHash) throws PortTaken {
        String name = containerName(stack, service.name());
        String id = create(name, stack, service, hostPorts, configHash);
        try {
            engine.call(
                    "start container " + name,
                    client -> client.startContainerCmd(id).exec());
            return id;
        } catch (DockerException refused) {
            removeUnstarted(id, refused);
            if (isPortTaken(refused)) {
                throw new PortTaken(EngineMessage.of(refused), refused);
            }
            throw spawnFailed("start", service, refused);
        } catch (RuntimeException broken) {
            removeUnstarted(id, broken);
            throw broken;
        }
    }

    /** See {@link dev.aether.ajj.spi.Backend#restart}. */
    void startAgain(String id) throws PortTaken {
        String what = "container " + DockerBackend.shortId(id);
        try {
            engine.call("start " + what, client -> client.startContainerCmd(id).exec());
        } catch (NotModifiedException runs) {
            // Somebody else was faster.
        } catch (DockerException refused) {
            if (isPortTaken(refused)) {
                throw new PortTaken(EngineMessage.of(refused), refused);
            }
            if (EngineMessage.of(refused).contains("paused container")) {
                engine.call(
                        "unpause " + what,
                        client -> client.unpauseContainerCmd(id).exec());
                return;
            }
            throw new Failure(
                    new BackendProblem.SpawnFailed(
                            "start",
                            what,
                            EngineMessage.of(refused),
                            EngineMessage.hints(refused, List.of("remove it: docker rm " + id))),
                    refused);
        }
    }

    /** The engine's name of a service's container. */
    static String containerName(Stack stack, String service) {
        return stack.namespace() + "-" + service;
    }

    private String create(
            String name, Stack stack, ServiceSpec service, Map<String, Integer> hostPorts, String configHash) {
        try {
            return engine.call("create container " + name, client -> {
                CreateContainerCmd command = client.createContainerCmd(service.image())
                        .withName(name)
                        .withLabels(Labels.of(stack, engine.location(), service.name(), hostPorts, configHash))
                        .withHostName(service.hostName())
                        .withAliases(service.name())
                        .withExposedPorts(service.ports().stream()
                                .map(ContainerStarter::exposed)
                                .toList())
                        .withEnv(service.env().entrySet().stream()
                                .map(entry -> entry.getKey() + "=" + entry.getValue())
                                .toList())
                        .withHostConfig(hostConfig(stack, service, hostPorts));
                if (!service.container().command().isEmpty()) {
                    command.withCmd(service.container().command());
                }
                if (!service.container().entrypoint().isEmpty()) {
                    command.withEntrypoint(service.container().entrypoint());
                }
                service.container().user().ifPresent(command::withUser);
                service.container().platform().ifPresent(command::withPlatform);
                return EngineName.check(command.exec().getId());
            });
        } catch (DockerException refused) {
            throw spawnFailed("create", service, refused);
        }
    }

    private static HostConfig hostConfig(Stack stack, ServiceSpec service, Map<String, Integer> hostPorts) {
        HostConfig config = HostConfig.newHostConfig()
                .withNetworkMode(stack.namespace())
                .withPortBindings(bindings(service, hostPorts))
                .withMounts(mounts(stack, service))
                .withTmpFs(tmpfs(service))
                .withRestartPolicy(restartPolicy(service.container().restart()));
        service.container().memoryBytes().ifPresent(config::withMemory);
        service.container().nanoCpus().ifPresent(config::withNanoCPUs);
        return config;
    }

    private static List<PortBinding> bindings(ServiceSpec service, Map<String, Integer> hostPorts) {
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
     * Mounts rather than binds: a source that does not exist is an error then, not a new directory owned by root. Links are
     * resolved now, and not by the engine each time that it starts the container.
     */
    private static List<Mount> mounts(Stack stack, ServiceSpec service) {
        return service.volumes().stream()
                .map(volume -> switch (volume) {
                    case VolumeSpec.Named named ->
                        new Mount()
                                .withType(MountType.VOLUME)
                                .withSource(VolumeCreator.volumeName(stack, named.name()))
                                .withTarget(named.target())
                                .withReadOnly(named.readOnly());
                    case VolumeSpec.Bind bind ->
                        new Mount()
                                .withType(MountType.BIND)
                                .withSource(RealPath.of(bind.path(stack.root())).toString())
                                .withTarget(bind.target())
                                .withReadOnly(bind.readOnly());
                })
                .toList();
    }

    private static Map<String, String> tmpfs(ServiceSpec service) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String path : service.container().tmpfs()) {
            int colon = path.indexOf(':');
            options.put(colon < 0 ? path : path.substring(0, colon), colon < 0 ? "" : path.substring(colon + 1));
        }
        return options;
    }

    private static RestartPolicy restartPolicy(ContainerSpec.Restart restart) {
        return switch (restart) {
            case NO -> RestartPolicy.noRestart();
            case ALWAYS -> RestartPolicy.alwaysRestart();
            case ON_FAILURE -> RestartPolicy.onFailureRestart(0);
            case UNLESS_STOPPED -> RestartPolicy.unlessStoppedRestart();
        };
    }

    /** The engine says it in two ways: by its own books, or by the kernel's refusal. */
    private static boolean isPortTaken(DockerException refused) {
        String message = EngineMessage.of(refused);
        return message.contains("port is already allocated") || message.contains("address already in use");
    }

    /** What could not be started is the failure to report, also when it cannot be removed. */
    private void removeUnstarted(String id, RuntimeException reason) {
        try {
            remove(id);
        } catch (RuntimeException stays) {
            reason.addSuppressed(stays);
        }
    }

    private void remove(String id) {
        try {
            engine.call(
                    "remove container " + DockerBackend.shortId(id),
                    client -> client.removeContainerCmd(id)
                            .withForce(true)
                            .withRemoveVolumes(true)
                            .exec());
        } catch (NotFoundException gone) {
            // Nothing is left of it, which is what was wanted.
        }
    }

    private static Failure spawnFailed(String action, ServiceSpec service, DockerException refused) {
        return new Failure(
                new BackendProblem.SpawnFailed(
                        action,
                        "the container of service " + service.name(),
                        Secrets.redact(EngineMessage.of(refused), service.env()),
                        EngineMessage.hints(
                                refused,
                                List.of("look at image, command, entrypoint, user and volumes of [services."
                                        + service.name() + "] in aether.toml (line "
                                        + service.position().line() + ")"))),
                refused);
    }
}
