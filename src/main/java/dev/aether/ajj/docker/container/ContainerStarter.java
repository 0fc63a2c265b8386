package dev.aether.ajj.docker.container;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.aether.ajj.docker.engine.Engine;
import dev.aether.ajj.docker.engine.EngineName;
import dev.aether.ajj.docker.http.EngineRefusal;
import dev.aether.ajj.docker.http.EngineRequest;
import dev.aether.ajj.docker.stack.Labels;
import dev.aether.ajj.docker.stack.Listed;
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
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Creates and starts one container. */
public record ContainerStarter(Engine engine) {
    /** See {@link dev.aether.ajj.spi.backend.Backend#create}. */
    public String start(Stack stack, ServiceSpec service, Map<String, Integer> hostPorts, String configHash)
            throws PortTaken {
        String name = containerName(stack, service.name());
        String id = create(name, stack, service, hostPorts, configHash);
        try {
            new ContainerFiles(engine).put(id, stack, service);
            service.container().network().shared().forEach(network -> join(id, network));
            engine.act("start container " + name, "/containers/" + id + "/start", Duration.ZERO);
            return id;
        } catch (EngineRefusal refused) {
            removeUnstarted(id, refused);
            if (isPortTaken(refused)) {
                throw new PortTaken(refused.reason(), refused);
            }
            throw spawnFailed("start", service, refused);
        } catch (RuntimeException broken) {
            removeUnstarted(id, broken);
            throw broken;
        }
    }

    /** In the shared network, the container's host name is not unique: the service of another workspace has it too. */
    private void join(String id, String network) {
        engine.send(
                "join network " + network,
                EngineRequest.post(
                        "/networks/" + EngineRequest.encoded(network) + "/connect",
                        JsonNodeFactory.instance.objectNode().put("Container", id)));
    }

    /** See {@link dev.aether.ajj.spi.backend.Backend#restart}. */
    public void restart(ServiceSpec service, String id) throws PortTaken {
        String what = "container " + EngineName.shortId(id);
        try {
            engine.act("start " + what, "/containers/" + id + "/start", Duration.ZERO);
        } catch (EngineRefusal refused) {
            if (isPortTaken(refused)) {
                throw new PortTaken(refused.reason(), refused);
            }
            if (refused.reason().contains("paused container")) {
                engine.act("unpause " + what, "/containers/" + id + "/unpause", Duration.ZERO);
                return;
            }
            throw new Failure(
                    new BackendProblem.SpawnFailed(
                            "start",
                            what,
                            Secrets.redact(refused.reason(), service.confidential()),
                            refused.hints(List.of("remove it: docker rm " + ShellWord.quoted(id)))),
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
            JsonNode image = engine.get(
                            "inspect image " + service.image(),
                            "/images/" + EngineRequest.encoded(service.image()) + "/json")
                    .path("Config");
            Map<String, String> labels = Labels.of(stack, engine.identity().location(), service, hostPorts, configHash);
            // The container inherits the image's labels. Reserved ones must not assign it to another project.
            Listed.labels(image).keySet().stream()
                    .filter(ContainerSpec::isReservedLabel)
                    .forEach(label -> labels.putIfAbsent(label, ""));
            Map<String, String> imageVolumes = new VolumeCreator(engine)
                    .createImageVolumes(
                            stack, service, Listed.texts(image.path("Volumes")).keySet());
            JsonNode body = new ContainerBody(stack, service)
                    .json(hostPorts, labels, Labels.of(stack, engine.identity().location()), imageVolumes);
            String platform = service.container()
                    .platform()
                    .map(wanted -> "&platform=" + EngineRequest.encoded(wanted))
                    .orElse("");
            JsonNode created = engine.create(
                    "create container " + name,
                    EngineRequest.post("/containers/create?name=" + EngineRequest.encoded(name) + platform, body));
            return EngineName.check(created.path("Id").asText());
        } catch (EngineRefusal refused) {
            throw spawnFailed("create", service, refused);
        }
    }

    /** The engine has two messages: from its own list of ports, and from the kernel. */
    private static boolean isPortTaken(EngineRefusal refused) {
        String message = refused.reason();
        return message.contains("port is already allocated") || message.contains("address already in use");
    }

    /** Keeps the original failure when the removal fails too. */
    private void removeUnstarted(String id, RuntimeException reason) {
        try {
            engine.delete("remove container " + EngineName.shortId(id), "/containers/" + id + "?v=true&force=true");
        } catch (RuntimeException failed) {
            reason.addSuppressed(failed);
        }
    }

    private static Failure spawnFailed(String action, ServiceSpec service, EngineRefusal refused) {
        return new Failure(
                new BackendProblem.SpawnFailed(
                        action,
                        "the container of service " + service.name(),
                        Secrets.redact(refused.reason(), service.confidential()),
                        refused.hints(List.of("check the keys of [services." + service.name() + "] in "
                                + service.position().file().getFileName() + " (line "
                                + service.position().line() + "), such as image, command, user and volumes"))),
                refused);
    }
}
