package dev.aether.ajj.docker;

import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.service.VolumeSpec;
import dev.aether.ajj.testing.Declarations;
import java.util.List;

/** Declarations of small containers. */
final class Containers {

    private Containers() {}

    /** Runs until it is stopped, and publishes port 80 without listening on it. */
    static ServiceSpec sleeper(String name, List<VolumeSpec> volumes) {
        ServiceSpec plain = Declarations.withImage(
                Declarations.service(name, List.of(Declarations.tcp(80)), List.of()), "busybox:1");
        return Declarations.withVolumes(
                Declarations.withCommand(plain, List.of("sh", "-c", "trap exit TERM; sleep 600 & wait")),
                volumes.toArray(VolumeSpec[]::new));
    }
}
