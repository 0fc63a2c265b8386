package dev.aether.ajj.docker;

import dev.aether.ajj.docker.engine.Engine;
import dev.aether.ajj.docker.engine.EngineAddress;
import dev.aether.ajj.model.config.BackendSpec;
import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.backend.BackendProvider;
import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.machine.ProcessContext;
import dev.aether.ajj.spi.report.Progress;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** Serves {@code type = "docker"}: the engine on this machine. */
@ApplicationScoped
public class DockerBackends implements BackendProvider {

    private final Map<String, String> environment;
    private final Deadline deadline;

    /** @param deadline ends every call to an engine */
    public DockerBackends(ProcessContext process, Deadline deadline) {
        this.environment = process.environment();
        this.deadline = deadline;
    }

    @Override
    public boolean serves(BackendSpec spec) {
        return spec instanceof BackendSpec.Docker;
    }

    @Override
    public List<URI> ownAddresses() {
        return EngineAddress.own(environment);
    }

    @Override
    public Backend open(BackendSpec spec, Location at, Progress progress) {
        BackendSpec.Docker docker = (BackendSpec.Docker) spec;
        EngineAddress address = at.isKnown()
                ? EngineAddress.recorded(at.address(), environment)
                : EngineAddress.find(docker.socket(), environment);
        Engine engine = new Engine(address, progress, deadline, Engine.Limits.USUAL);
        return new GuardedBackend(new DockerBackend(engine, docker.subnets(), progress), engine);
    }
}
