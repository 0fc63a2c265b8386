package dev.aether.ajj.docker.stack;

import dev.aether.ajj.docker.engine.Engine;
import dev.aether.ajj.docker.http.EngineRequest;
import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.service.VolumeSpec;
import dev.aether.ajj.model.text.ShellWord;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Checks that volumes and networks that are not ajj's exist. The engine would create a missing volume. */
public record SharedResources(Engine engine) {
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
        volumes.forEach(name -> require("volume", name));
        networks.forEach(name -> require("network", name));
    }

    private void require(String kind, String name) {
        String path = "/" + kind + "s/" + EngineRequest.encoded(name);
        if (engine.find("find " + kind + " " + name, path).isEmpty()) {
            throw new Failure(new BackendProblem.SpawnFailed(
                    "use",
                    "the " + kind + " " + name,
                    "it does not exist, and ajj does not create shared resources",
                    List.of("create it: docker " + kind + " create " + ShellWord.quoted(name))));
        }
    }
}
