package dev.aether.ajj.spi.state;

import dev.aether.ajj.model.config.PortRange;
import dev.aether.ajj.model.service.PortSpec;
import dev.aether.ajj.model.service.PortSpec.Protocol;
import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.model.workspace.WorkspaceId;
import java.util.Collection;
import java.util.List;

/** Which host ports belong to whom, on the whole machine: {@code ports.json}. Failures: {@code STATE_*}. */
public interface PortLedger {

    /**
     * Reserves a free host port for each request, in one step: all or none. A fixed port that the same service of the
     * same owner holds already stays with it.
     *
     * @param location where the stack is that they are for
     * @return host ports in the order of the requests
     * @throws dev.aether.ajj.error.Failure {@code PORT_ALLOCATION_FAILED} when the range is used up or a fixed port is taken
     */
    List<Integer> reserve(WorkspaceId owner, Location location, List<Request> requests, PortRange range);

    /** Gives one port back, so that another can be reserved in its place. */
    void release(WorkspaceId owner, int hostPort);

    /** Gives back everything that the owner holds but these ports. */
    void releaseOthers(WorkspaceId owner, Collection<Integer> hostPorts);

    /** Gives back everything that the owner holds. Not an error when that is nothing. */
    void releaseAll(WorkspaceId owner);

    /** Makes one owner's ports another's. Not an error when there are none. */
    void transfer(WorkspaceId from, WorkspaceId to);

    /** Everything that is reserved, by whichever repository, sorted by port. Takes no lock and makes no file. */
    List<Reservation> reservations();

    /** One port wanted for a service. */
    record Request(String service, PortSpec port) {}

    /**
     * One port that is taken.
     *
     * @param location where the stack is that it is for; unknown in a ledger of version 1.0
     * @param fixed whether aether.toml names it, rather than ajj having chosen it
     */
    record Reservation(WorkspaceId owner, int hostPort, Protocol protocol, Location location, boolean fixed) {

        /** The port as people write it: {@code 20017}, {@code 20017/udp}. */
        public String port() {
            return protocol == Protocol.TCP ? Integer.toString(hostPort) : hostPort + "/" + protocol.word();
        }
    }
}
