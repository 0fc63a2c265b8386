package dev.aether.ajj.docker.container;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.ContainerConfig;
import dev.aether.ajj.docker.engine.Engine;
import dev.aether.ajj.docker.engine.EngineMessage;
import dev.aether.ajj.docker.engine.EngineName;
import dev.aether.ajj.docker.stack.Labels;
import dev.aether.ajj.docker.storage.ContainerFiles;
import dev.aether.ajj.docker.storage.MountSources;
import dev.aether.ajj.docker.storage.VolumeCreator;
import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.service.ContainerSpec;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.text.ShellWord;
import dev.aether.ajj.model.variable.Secrets;
import dev.aether.ajj.spi.backend.Backend.PortTaken;
import dev.aether.ajj.spi.backend.Stack;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Creates and starts one container. */
public final class ContainerStarter {
    private final Engine engine;

    /** Starts containers of this engine. */
    public ContainerStarter(Engine engine) {
        this.engine = engine;
    }

    /** See {@link dev.aether.ajj.spi.backend.Backend#create}. */
    public String start(Stack stack, ServiceSpec service, Map<String, Integer> hostPorts, String configHash)
            throws PortTaken {
        String name = containerName(stack, service.name());
        String id = create(name, stack, service, hostPorts, configHash);
        try {
            new ContainerFiles(engine).put(id, stack, service);
            service.container().network().shared().forEach(network -> join(id, network));
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

    /** In the shared network, the container's host name is not unique: the service of another workspace has it too. */
    private void join(String id, String network) {
        engine.call(
                "join network " + network,
                client -> client.connectToNetworkCmd()
                        .withContainerId(id)
                        .withNetworkId(network)
                        .exec());
    }

    /** See {@link dev.aether.ajj.spi.backend.Backend#restart}. */
    public void restart(ServiceSpec service, String id) throws PortTaken {
        String what = "container " + EngineName.shortId(id);
        try {
            engine.call("start " + what, client -> client.startContainerCmd(id).exec());
        } catch (NotModifiedException runs) {
            // already running
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
                            Secrets.redact(EngineMessage.of(refused), service.confidential()),
                            EngineMessage.hints(refused, List.of("remove it: docker rm " + ShellWord.quoted(id)))),
                    refused);
        }
    }

    /** Returns the engine's name of a service's container. */
    public static String containerName(Stack stack, String service) {
        return stack.namespace() + "-" + service;
    }

    private String create(
            String name, Stack stack, ServiceSpec service, Map<String, Integer> hostPorts, String configHash) {
        MountSources.create(stack, service);
        try {
            ContainerConfig image = engine.call(
                            "inspect image " + service.image(),
                            client -> client.inspectImageCmd(service.image()).exec())
                    .getConfig();
            Map<String, String> labels = Labels.of(stack, engine.location(), service, hostPorts, configHash);
            labels(image).stream()
                    .filter(ContainerSpec::isReservedLabel)
                    .forEach(label -> labels.putIfAbsent(label, ""));
            Map<String, String> imageVolumes =
                    new VolumeCreator(engine).createImageVolumes(stack, service, volumes(image));
            return engine.call("create container " + name, client -> {
                CreateContainerCmd command =
                        client.createContainerCmd(service.image()).withName(name);
                new ContainerBody(stack, service)
                        .fill(command, hostPorts, labels, Labels.of(stack, engine.location()), imageVolumes);
                return EngineName.check(command.exec().getId());
            });
        } catch (DockerException refused) {
            throw spawnFailed("create", service, refused);
        }
    }

    /** The container inherits the image's labels. Reserved ones must not assign it to another project. */
    private static Set<String> labels(@Nullable ContainerConfig image) {
        return image == null || image.getLabels() == null
                ? Set.of()
                : image.getLabels().keySet();
    }

    private static Set<String> volumes(@Nullable ContainerConfig image) {
        return image == null || image.getVolumes() == null
                ? Set.of()
                : image.getVolumes().keySet();
    }

    /** The engine has two messages: from its own list of ports, and from the kernel. */
    private static boolean isPortTaken(DockerException refused) {
        String message = EngineMessage.of(refused);
        return message.contains("port is already allocated") || message.contains("address already in use");
    }

    /** Keeps the original failure when the removal fails too. */
    private void removeUnstarted(String id, RuntimeException reason) {
        try {
            engine.call(
                    "remove container " + EngineName.shortId(id),
                    client -> client.removeContainerCmd(id)
                            .withForce(true)
                            .withRemoveVolumes(true)
                            .exec());
        } catch (NotFoundException gone) {
            // already removed
        } catch (RuntimeException failed) {
            reason.addSuppressed(failed);
        }
    }

    private static Failure spawnFailed(String action, ServiceSpec service, DockerException refused) {
        return new Failure(
                new BackendProblem.SpawnFailed(
                        action,
                        "the container of service " + service.name(),
                        Secrets.redact(EngineMessage.of(refused), service.confidential()),
                        EngineMessage.hints(
                                refused,
                                List.of("check the keys of [services." + service.name() + "] in "
                                        + service.position().file().getFileName() + " (line "
                                        + service.position().line() + "), such as image, command, user and volumes"))),
                refused);
    }
}
