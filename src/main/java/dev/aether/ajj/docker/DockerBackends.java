package dev.aether.ajj.docker;

import dev.aether.ajj.docker.engine.Engine;
import dev.aether.ajj.docker.engine.EngineAddress;
import dev.aether.ajj.docker.remote.ForwardChecks;
import dev.aether.ajj.docker.remote.RemotePorts;
import dev.aether.ajj.docker.remote.RemoteServices;
import dev.aether.ajj.model.config.BackendSpec;
import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.backend.BackendProvider;
import dev.aether.ajj.spi.forward.Forwards;
import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.machine.ProcessContext;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.ssh.SshFiles;
import dev.aether.ajj.ssh.SshTunnel;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Provides the backends {@code type = "docker"} and {@code type = "ssh"}. */
public class DockerBackends implements BackendProvider {

    private final Map<String, String> environment;
    private final Forwards forwards;
    private final Deadline deadline;

    /** @param deadline limits every call to an engine */
    public DockerBackends(ProcessContext process, Forwards forwards, Deadline deadline) {
        this.environment = process.environment();
        this.forwards = forwards;
        this.deadline = deadline;
    }

    @Override
    public boolean supports(BackendSpec spec) {
        return spec instanceof BackendSpec.Docker || spec instanceof BackendSpec.Ssh;
    }

    @Override
    public List<URI> configuredAddresses() {
        return EngineAddress.own(environment);
    }

    @Override
    public Backend open(BackendSpec spec, Location at, Progress progress) {
        EngineAddress address = at.isKnown() ? EngineAddress.recorded(at.address(), environment) : declared(spec);
        Optional<SshTunnel> tunnel =
                address.ssh().map(host -> new SshTunnel(host, SshFiles.of(environment), environment, true));
        Engine engine = new Engine(address, tunnel, progress, deadline, Engine.Limits.USUAL);
        return new DockerBackend(
                engine,
                spec.subnets(),
                tunnel.map(connection -> remote(
                        connection,
                        () -> at.id().isEmpty() ? engine.identity().location().id() : at.id())),
                progress);
    }

    private EngineAddress declared(BackendSpec spec) {
        return switch (spec) {
            case BackendSpec.Ssh ssh -> EngineAddress.of(ssh.address());
            case BackendSpec.Docker docker -> EngineAddress.find(docker.socket(), environment);
            case BackendSpec.Kubernetes _ -> throw new IllegalArgumentException(spec.type());
        };
    }

    private DockerBackend.Remote remote(SshTunnel tunnel, Supplier<String> engine) {
        return new DockerBackend.Remote(
                new RemotePorts(tunnel, forwards, deadline, engine),
                new RemoteServices(tunnel.address().destination()),
                new ForwardChecks(tunnel.address().text(), forwards));
    }
}
