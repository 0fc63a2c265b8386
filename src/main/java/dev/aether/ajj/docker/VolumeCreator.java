package dev.aether.ajj.docker;

import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.ServiceSpec;
import dev.aether.ajj.model.VolumeSpec;
import dev.aether.ajj.spi.Stack;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/** Makes a stack's volumes. What is there with the stack's labels is used; what is a stranger's is refused. */
final class VolumeCreator {
    private final Engine engine;

    VolumeCreator(Engine engine) {
        this.engine = engine;
    }

    /** See {@link dev.aether.ajj.spi.Backend#open}. */
    void createVolumes(Stack stack, Collection<ServiceSpec> services) {
        TreeMap<String, VolumeSpec.Driver> own = new TreeMap<>();
        for (ServiceSpec service : services) {
            for (VolumeSpec volume : service.volumes()) {
                if (volume instanceof VolumeSpec.Named named) {
                    own.putIfAbsent(volumeName(stack, named.name()), named.driver());
                }
            }
        }
        own.forEach((name, driver) -> createVolume(stack, name, driver));
    }

    /** The engine's name of a workspace's volume. */
    static String volumeName(Stack stack, String name) {
        return stack.namespace() + "-" + name;
    }

    /** The engine answers "created" for a volume that exists already, whoever owns it: so look first. */
    private void createVolume(Stack stack, String name, VolumeSpec.Driver driver) {
        try {
            InspectVolumeResponse found = engine.call(
                    "find volume " + name,
                    client -> client.inspectVolumeCmd(name).exec());
            if (!Labels.carries(found.getLabels(), Labels.ofStack(stack))) {
                throw NameConflict.of("volume " + name);
            }
        } catch (NotFoundException absent) {
            create(stack, name, driver);
        }
    }

    private void create(Stack stack, String name, VolumeSpec.Driver driver) {
        try {
            engine.call(
                    "create volume " + name,
                    client -> client.createVolumeCmd()
                            .withName(name)
                            .withLabels(Labels.of(stack, engine.location()))
                            .withDriver(driver.name())
                            .withDriverOpts(driver.options())
                            .exec());
        } catch (DockerException refused) {
            throw new Failure(
                    new BackendProblem.SpawnFailed(
                            "volume " + name,
                            EngineMessage.of(refused),
                            EngineMessage.hints(refused, List.of("see its volumes: docker volume ls"))),
                    refused);
        }
    }
}
