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
import java.util.TreeSet;

/** Makes a stack's volumes. What is there with the stack's labels is used; what is a stranger's is refused. */
final class VolumeCreator {
    private final Engine engine;

    VolumeCreator(Engine engine) {
        this.engine = engine;
    }

    /** See {@link dev.aether.ajj.spi.Backend#open}. */
    void createVolumes(Stack stack, Collection<ServiceSpec> services) {
        TreeSet<String> names = new TreeSet<>();
        for (ServiceSpec service : services) {
            for (VolumeSpec volume : service.volumes()) {
                if (volume instanceof VolumeSpec.Named named) {
                    names.add(volumeName(stack, named.name()));
                }
            }
        }
        names.forEach(name -> createVolume(stack, name));
    }

    /** The engine's name of a workspace's volume. */
    static String volumeName(Stack stack, String name) {
        return stack.namespace() + "-" + name;
    }

    /** The engine answers "created" for a volume that exists already, whoever owns it: so look first. */
    private void createVolume(Stack stack, String name) {
        try {
            InspectVolumeResponse found = engine.call(
                    "find volume " + name,
                    client -> client.inspectVolumeCmd(name).exec());
            if (!Labels.carries(found.getLabels(), Labels.ofStack(stack))) {
                throw NameConflict.of("volume " + name);
            }
        } catch (NotFoundException absent) {
            create(stack, name);
        }
    }

    private void create(Stack stack, String name) {
        try {
            engine.call(
                    "create volume " + name,
                    client -> client.createVolumeCmd()
                            .withName(name)
                            .withLabels(Labels.of(stack, engine.location()))
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
