package dev.aether.ajj.spi.backend;

import dev.aether.ajj.spi.backend.Backend.CommandResult;
import dev.aether.ajj.spi.backend.Backend.ContainerState;
import dev.aether.ajj.spi.backend.Backend.Vitals;
import dev.aether.ajj.spi.terminal.Console;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Access to one service's container: its state, its output, and commands in it. */
public interface ServiceAccess {

    /** Returns the current state; empty when the container does not exist. */
    Optional<ContainerState> state();

    /**
     * Returns uptime, restarts and memory; empty when the container does not run.
     *
     * @param memory whether to measure memory, which takes engines up to a second
     */
    Optional<Vitals> vitals(boolean memory);

    /** Runs a command in the container and waits for its end. */
    CommandResult execute(List<String> argv, Duration timeout);

    /** Returns the last lines of output, oldest first. */
    List<String> lastLines(int count);

    /**
     * Opens the output of the container, running or stopped. The caller closes it.
     *
     * @throws dev.aether.ajj.error.Failure {@code BACKEND_UNAVAILABLE}, also when the container is gone or its log
     *     cannot be read
     */
    ContainerLog log(ContainerLog.Range range);

    /**
     * Runs a command in the container, connected to the streams, and waits for its end. The end of the input is the end
     * of the command's stdin. A terminal gives the command a pseudo-terminal that follows its size.
     *
     * @return its exit status
     * @throws dev.aether.ajj.error.Failure {@code SERVICE_NOT_READY} when the container does not run; with
     *     {@link dev.aether.ajj.error.Problem.CannotStart}; {@code BACKEND_UNAVAILABLE};
     *     {@code INTERRUPTED}, and then the command may still run
     */
    int attach(ContainerCommand command, Console.Streams streams);
}
