package dev.aether.ajj.spi.forward;

import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.spi.backend.Stack;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The forwards of this user. They outlive the command that opens them: one process in the background holds all of them,
 * repairs them, and ends with the last one. Listens on 127.0.0.1 only.
 */
public interface Forwards {

    /** Begins to start the process, because {@link #open} will follow. Does not wait, and reports nothing. */
    void prepare();

    /**
     * Writes down which ports are to lead to services, and no others to the same services. {@link #open} has them do so.
     *
     * @param engine as for {@link #open}
     * @param ports by service
     */
    void register(Stack stack, Location engine, Map<String, ? extends Collection<Integer>> ports);

    /**
     * Has these ports lead to services, and no others to the same services. Returns when they do; does little when they did
     * already.
     *
     * @param engine where the stack is: how the machine is reached, and the id of the engine there
     * @param ports by service
     * @return why a port cannot be used, by port; empty when all can
     * @throws dev.aether.ajj.error.Failure {@code BACKEND_UNAVAILABLE} when that engine is not reached in time, or another one answers
     */
    Map<Integer, String> open(Stack stack, Location engine, Map<String, ? extends Collection<Integer>> ports);

    /** Closes those of one service, if any. */
    void close(Stack stack, String service);

    /** Closes all of a stack, if any. */
    void close(Stack stack);

    /** All of them, whether they lead anywhere now or not. Starts nothing. */
    List<Forward> all();

    /**
     * What the process in the background reports; empty when it does not run. Starts nothing.
     *
     * @throws dev.aether.ajj.error.Failure {@code BACKEND_UNAVAILABLE} when it runs and does not answer
     */
    Optional<ForwardReport> report();
}
