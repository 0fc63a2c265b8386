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
     * @param since when it was connected, or lost
     * @param connected whether it is connected now
     * @param reason why it is not; empty when it is, or that is not known yet
     * @param reconnects how often it was connected again
     * @param ports why a port does not lead there, by port; an empty text for one that does
     */
    public record Host(
            String address,
            boolean connected,
            String reason,
            Instant since,
            int reconnects,
            Map<Integer, String> ports) {}

    /** The connection to a machine; empty when no forward leads there. */
    public Optional<Host> host(String address) {
        return hosts.stream().filter(host -> host.address().equals(address)).findFirst();
    }
}
