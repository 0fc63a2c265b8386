package dev.aether.ajj.spi;

import dev.aether.ajj.model.PortRange;
import dev.aether.ajj.model.PortSpec;
import java.util.List;

/** Which host ports belong to whom, on the whole machine: {@code ports.json}. Failures: {@code STATE_*}. */
public interface PortLedger {

    /**
     * Reserves a free host port for each request, in one step: all or none.
     *
     * @return host ports in the order of the requests
     * @throws dev.aether.ajj.error.Failure {@code PORT_ALLOCATION_FAILED} when the range is used up or a fixed port is taken
     */
    List<Integer> reserve(Owner owner, List<Request> requests, PortRange range);

    /** Gives one port back, so that another can be reserved in its place. */
    void release(Owner owner, int hostPort);

    /** Gives back everything that the owner holds. Not an error when that is nothing. */
    void releaseAll(Owner owner);

    /**
     * Whose ports they are.
     *
     * @param repository {@link Repository#id()}
     */
    record Owner(String repository, String workspace) {}

    /** One port wanted for a service. */
    record Request(String service, PortSpec port) {}
}
