package dev.aether.ajj.spi.forward;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The status of the process that holds the forwards. */
public record ForwardReport(long pid, Instant started, Path log, List<Host> hosts) {

    /**
     * The connection to one machine.
     *
     * @param engine the id of the engine on that machine; empty when unknown
     * @param since when the connection was made or lost
     * @param reason why it is not connected; empty when it is, or the reason is not known yet
     * @param reconnects number of reconnections
     * @param ports why a port is not forwarded, by port; an empty text for one that is
     */
    public record Host(
            String address,
            String engine,
            boolean connected,
            String reason,
            Instant since,
            int reconnects,
            Map<Integer, String> ports) {}

    /** Returns the connection to an engine; empty when no forward leads there. */
    public Optional<Host> host(String address, String engine) {
        return hosts.stream()
                .filter(host -> host.address().equals(address) && host.engine().equals(engine))
                .findFirst();
    }

    /** Returns all connections to an address. There are several when another engine answers there now. */
    public List<Host> hosts(String address) {
        return hosts.stream().filter(host -> host.address().equals(address)).toList();
    }
}
