package dev.aether.ajj.docker.access;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.aether.ajj.docker.engine.Engine;
import dev.aether.ajj.docker.engine.EngineName;
import dev.aether.ajj.spi.backend.Backend.CommandResult;
import dev.aether.ajj.spi.backend.Backend.ContainerState;
import dev.aether.ajj.spi.backend.Backend.Instance;
import dev.aether.ajj.spi.backend.Backend.Vitals;
import dev.aether.ajj.spi.backend.ContainerCommand;
import dev.aether.ajj.spi.backend.ContainerLog;
import dev.aether.ajj.spi.backend.ServiceAccess;
import dev.aether.ajj.spi.terminal.Console;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Access to one container of a Docker Engine. */
public final class ContainerAccess implements ServiceAccess {
    private final Engine engine;
    private final Instance instance;
    private final ContainerCommands commands;

    /** Accesses the container of an instance. */
    public ContainerAccess(Engine engine, Instance instance) {
        this.engine = engine;
        this.instance = instance;
        this.commands = new ContainerCommands(engine);
    }

    @Override
    public Optional<ContainerState> state() {
        try {
            InspectContainerResponse container = engine.call(
                    "inspect " + EngineName.shortId(instance.id()),
                    client -> client.inspectContainerCmd(instance.id()).exec());
            InspectContainerResponse.ContainerState state = container.getState();
            return Optional.of(new ContainerState(
                    Boolean.TRUE.equals(state.getRunning()) && !Boolean.TRUE.equals(state.getRestarting()),
                    exitCode(container, state),
                    Objects.requireNonNullElse(container.getRestartCount(), 0),
                    Boolean.TRUE.equals(state.getOOMKilled())));
        } catch (NotFoundException gone) {
            return Optional.empty();
        }
    }

    private int exitCode(InspectContainerResponse container, InspectContainerResponse.ContainerState state) {
        boolean restarted = Boolean.TRUE.equals(state.getRunning())
                && !Boolean.TRUE.equals(state.getRestarting())
                && Objects.requireNonNullElse(container.getRestartCount(), 0) > 0;
        return restarted
                ? LastExit.of(engine, container.getId(), state)
                : Objects.requireNonNullElse(state.getExitCodeLong(), 0L).intValue();
    }

    @Override
    public Optional<Vitals> vitals(boolean memory) {
        return ContainerVitals.of(engine, instance.id(), memory);
    }

    @Override
    public CommandResult execute(List<String> argv, Duration timeout) {
        return commands.execute(instance.id(), argv, timeout);
    }

    @Override
    public List<String> lastLines(int count) {
        return commands.lastLines(instance.id(), count);
    }

    @Override
    public ContainerLog log(ContainerLog.Range range) {
        return EngineLog.open(engine, instance, range);
    }

    @Override
    public int attach(ContainerCommand command, Console.Streams streams) {
        return new AttachedCommand(engine, instance, command, streams).run();
    }
}
