package dev.aether.ajj.docker.stack;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.aether.ajj.docker.engine.Engine;
import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.service.VolumeSpec;
import dev.aether.ajj.model.text.ShellWord;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Checks that volumes and networks that are not ajj's exist. The engine would create a missing volume. */
public final class SharedResources {
    private final Engine engine;

    /** Checks this engine. */
    public SharedResources(Engine engine) {
        this.engine = engine;
    }

    /**
     * Checks the shared volumes and networks of services.
     *
     * @throws Failure {@code BACKEND_SPAWN_FAILED} for the first missing one
     */
    public void require(Collection<ServiceSpec> services) {
        TreeSet<String> volumes = new TreeSet<>();
        TreeSet<String> networks = new TreeSet<>();
        for (ServiceSpec service : services) {
            networks.addAll(service.container().network().shared());
            for (VolumeSpec volume : service.volumes()) {
                if (volume instanceof VolumeSpec.Shared shared) {
                    volumes.add(shared.name());
                }
            }
        }
        volumes.forEach(name ->
                require("volume", name, client -> client.inspectVolumeCmd(name).exec()));
        networks.forEach(name -> require(
                "network",
                name,
                client -> client.inspectNetworkCmd().withNetworkId(name).exec()));
    }

    private void require(String kind, String name, Consumer<DockerClient> inspection) {
        try {
            engine.call("find " + kind + " " + name, client -> {
                inspection.accept(client);
                return name;
            });
        } catch (NotFoundException absent) {
            throw new Failure(
                    new BackendProblem.SpawnFailed(
                            "use",
                            "the " + kind + " " + name,
                            "it does not exist, and ajj does not create shared resources",
                            List.of("create it: docker " + kind + " create " + ShellWord.quoted(name))),
                    absent);
        }
    }
}
