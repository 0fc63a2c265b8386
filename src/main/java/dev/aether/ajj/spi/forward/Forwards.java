package dev.aether.ajj.spi.forward;

import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.spi.backend.Stack;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The port forwards of this user. They outlive the command that opens them: one background process holds and repairs
 * them all, and ends with the last one. Listens on 127.0.0.1 only.
 */
public interface Forwards {

    /** Begins to start the background process ahead of {@link #open}. Does not wait, and reports no failure. */
    void prepare();

    /**
     * Records the forwards of services in place of their former ones, for {@link #open} to open.
     *
     * @param engine as for {@link #open}
     * @param ports by service
     */
    void register(Stack stack, Location engine, Map<String, ? extends Collection<Integer>> ports);

    /**
     * Opens forwards to services in place of their former ones, and waits until they work.
     *
     * @param engine the address of the machine, and the id of the engine there
     * @param ports by service
     * @return why a port cannot be used, by port; empty when all can
     * @throws dev.aether.ajj.error.Failure {@code BACKEND_UNAVAILABLE} when the engine is not reached in time, or
     *     another one answers
     */
    Map<Integer, String> open(Stack stack, Location engine, Map<String, ? extends Collection<Integer>> ports);

    /** Closes the forwards of one service, if any. */
    void close(Stack stack, String service);

    /** Closes the forwards of a stack, if any. */
    void close(Stack stack);

    /** Returns all registered forwards, working or not. Does not start the background process. */
    List<Forward> all();

    /**
     * Returns the status of the background process; empty when it does not run. Does not start it.
     *
     * @throws dev.aether.ajj.error.Failure {@code BACKEND_UNAVAILABLE} when it runs and does not answer
     */
    Optional<ForwardReport> report();
}
