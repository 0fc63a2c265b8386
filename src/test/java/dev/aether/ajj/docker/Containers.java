package dev.aether.ajj.docker;

import dev.aether.ajj.model.ContainerSpec;
import dev.aether.ajj.model.ServiceSpec;
import dev.aether.ajj.model.VolumeSpec;
import dev.aether.ajj.testing.Declarations;
import java.util.List;

/** Declarations of small containers. */
final class Containers {

    private Containers() {}

    /** Runs until it is removed, and publishes port 80 on which nobody listens. */
    static ServiceSpec sleeper(String name, List<VolumeSpec> volumes) {
        ServiceSpec plain = Declarations.service(name, List.of(Declarations.tcp(80)), List.of());
        return with(plain, "busybox:1", List.of("sleep", "600"), volumes);
    }

    static ServiceSpec withImage(ServiceSpec service, String image) {
        return with(service, image, service.container().command(), service.volumes());
    }

    static ServiceSpec withCommand(ServiceSpec service, List<String> command) {
        return with(service, service.image(), command, service.volumes());
    }

    private static ServiceSpec with(ServiceSpec service, String image, List<String> command, List<VolumeSpec> volumes) {
        return new ServiceSpec(
                service.name(),
                service.position(),
                new ContainerSpec(
                        image,
                        service.ports(),
                        service.env(),
                        volumes,
                        command,
                        service.container().entrypoint(),
                        service.container().user(),
                        service.container().tmpfs(),
                        service.container().memoryBytes(),
                        service.container().nanoCpus(),
                        service.container().platform(),
                        service.container().restart(),
                        service.container().hostname()),
                service.pull(),
                service.dependsOn(),
                service.connection(),
                service.templates(),
                service.healthcheck());
    }
}
