package dev.aether.ajj.spi.backend;

import dev.aether.ajj.spi.backend.Backend.CommandResult;
import dev.aether.ajj.spi.backend.Backend.ContainerState;
import dev.aether.ajj.spi.backend.Backend.Vitals;
import dev.aether.ajj.spi.terminal.Console;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One service's container: its state, its output, and commands in it. */
public interface ServiceAccess {

    /** Its state now; empty when it does not exist. */
    Optional<ContainerState> state();

    /**
     * How it does; empty when it does not run.
     *
     * @param memory whether to measure its memory, for which engines take up to a second
     */
    Optional<Vitals> vitals(boolean memory);

    /** Runs a command inside, and waits for its end. */
    CommandResult execute(List<String> argv, Duration timeout);

    /** The last lines that it printed, oldest first; empty when there are none. */
    List<String> lastLines(int count);

    /**
     * What it has printed, whether it runs or not. To be closed.
     *
     * @throws dev.aether.ajj.error.Failure {@code BACKEND_UNAVAILABLE}, also when it is gone or its log cannot be read
     */
    ContainerLog log(ContainerLog.Range range);

    /**
     * Runs a command inside, joined to these streams, and waits for its end. The command finds the end of its input where the
     * input ends. With a terminal it gets one of its own, which is kept as large.
     *
     * @return its exit status
     * @throws dev.aether.ajj.error.Failure {@code SERVICE_NOT_READY} when the container does not run; with
     *     {@link dev.aether.ajj.error.ServiceProblem.CommandNotStarted}; {@code BACKEND_UNAVAILABLE}; {@code INTERRUPTED}, and
     *     then the command may go on
     */
    int attach(ContainerCommand command, Console.Streams streams);
}
