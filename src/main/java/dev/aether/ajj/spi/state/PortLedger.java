package dev.aether.ajj.spi.state;

import dev.aether.ajj.model.config.PortRange;
import dev.aether.ajj.model.service.PortSpec;
import dev.aether.ajj.model.service.PortSpec.Protocol;
import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.model.workspace.WorkspaceId;
import java.util.Collection;
import java.util.List;

/** The owners of host ports on this machine: {@code ports.json}. Failures: {@code STATE_*}. */
public interface PortLedger {

    /**
     * Reserves a free host port for each request, all or none. A fixed port stays with the service that already holds
     * it.
     *
     * @return host ports in the order of the requests
     * @throws dev.aether.ajj.error.Failure {@code PORT_ALLOCATION_FAILED} when the range is used up or a fixed port is
     *     taken
     */
    List<Integer> reserve(WorkspaceId owner, Location location, List<Request> requests, PortRange range);

    /**
     * Checks whether {@link #reserve} would succeed now. Takes no lock and creates no file, unless a damaged file must be rebuilt.
     *
     * @throws dev.aether.ajj.error.Failure as {@link #reserve}
     */
    void check(WorkspaceId owner, Location location, List<Request> requests, PortRange range);

    /** Releases one port, so that another can be reserved in its place. */
    void release(WorkspaceId owner, int hostPort);

    /** Releases all ports of the owner except these. */
    void releaseOthers(WorkspaceId owner, Collection<Integer> hostPorts);

    /** Transfers the ports of one owner to another, if any. */
    void transfer(WorkspaceId from, WorkspaceId to);

    /** Returns the reservations of every repository, sorted by port. Takes no lock and creates no file, unless a damaged file must be rebuilt. */
    List<Reservation> reservations();

    /** A service's port that needs a host port. */
    record Request(String service, PortSpec port) {}

    /**
     * A reserved port.
     *
     * @param fixed whether aether.toml names the port, as opposed to ajj having chosen it
     */
    record Reservation(
            WorkspaceId owner, String service, int hostPort, Protocol protocol, Location location, boolean fixed) {

        /** Returns the port as users write it: {@code 20017}, {@code 20017/udp}. */
        public String port() {
            return protocol == Protocol.TCP ? Integer.toString(hostPort) : hostPort + "/" + protocol.word();
        }
    }
}
