package dev.aether.ajj.spi.forward;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the process that holds forwards reports.
 *
 * @param pid of that process
 * @param started when it began
 * @param log what it writes down
 */
public record ForwardReport(long pid, Instant started, Path log, List<Host> hosts) {

    /**
     * The connection to one machine.
     *
     * @param engine the id of the engine there that its forwards lead to; empty when it is not known
     * @param since when it was connected, or lost
     * @param connected whether it is connected now
     * @param reason why it is not; empty when it is, or that is not known yet
     * @param reconnects how often it was connected again
     * @param ports why a port does not lead there, by port; an empty text for one that does
     */
    public record Host(
            String address,
            String engine,
            boolean connected,
            String reason,
            Instant since,
            int reconnects,
            Map<Integer, String> ports) {}

    /** The connection to an engine; empty when no forward leads there. */
    public Optional<Host> host(String address, String engine) {
        return hosts.stream()
                .filter(host -> host.address().equals(address) && host.engine().equals(engine))
                .findFirst();
    }

    /** All connections that were made by an address, which may lead elsewhere now than before. */
    public List<Host> hosts(String address) {
        return hosts.stream().filter(host -> host.address().equals(address)).toList();
    }
}
