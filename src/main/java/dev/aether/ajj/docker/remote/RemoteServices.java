package dev.aether.ajj.docker.remote;

import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.model.service.FileTree;
import dev.aether.ajj.model.service.PortSpec;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.service.VolumeSpec;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Refuses services that an engine on another machine cannot run.
 *
 * @param host of the engine, for messages
 */
public record RemoteServices(String host) {
    /** See {@link dev.aether.ajj.spi.backend.Backend#check}. */
    public void check(Collection<ServiceSpec> services, Path root) {
        List<Problem> problems = new ArrayList<>();
        for (ServiceSpec service : services) {
            service.ports().stream()
                    .filter(port -> port.protocol() == PortSpec.Protocol.UDP)
                    .map(port -> new ConfigProblem.Invalid(
                            service.position(),
                            "service " + service.name() + " publishes " + port.key() + ", and the engine is on " + host
                                    + ": SSH forwards TCP ports only",
                            List.of(
                                    "remove the port: other services reach it as " + service.name() + ":"
                                            + port.containerPort(),
                                    "or use an engine on this machine")))
                    .forEach(problems::add);
            service.volumes().stream()
                    .flatMap(volume -> volume.declaredPath().stream())
                    .flatMap(bind -> refusal(service, bind, root).stream())
                    .forEach(problems::add);
        }
        if (!problems.isEmpty()) {
            throw new Failure(problems, null);
        }
    }

    private Optional<Problem> refusal(ServiceSpec service, VolumeSpec.Bind bind, Path root) {
        String what =
                bind.source() + " cannot be mounted into " + service.name() + ", because the engine is on " + host;
        if (!bind.readOnly()) {
            return Optional.of(new ConfigProblem.Invalid(
                    bind.position(),
                    what,
                    List.of(
                            "keep the data in a named volume: \"" + service.name() + "-data:" + bind.target() + "\"",
                            "if it is small and the container only reads it, let ajj copy it: \"" + bind.source() + ":"
                                    + bind.target() + ":ro\"")));
        }
        try {
            FileTree _ = new VolumeSpec.Copy(bind).read(root);
            return Optional.empty();
        } catch (NoSuchFileException missing) {
            return Optional.empty(); // reported at creation, because another revision may have it
        } catch (IOException unfit) {
            return Optional.of(new ConfigProblem.Invalid(
                    bind.position(),
                    what + ", and it cannot be copied: " + FileTree.reason(unfit),
                    List.of(
                            "mount only the files that the container needs, read-only and at most 1 MiB",
                            "or copy them into the image with a Dockerfile")));
        }
    }
}
