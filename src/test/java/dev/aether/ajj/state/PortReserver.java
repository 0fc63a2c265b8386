package dev.aether.ajj.state;

import dev.aether.ajj.model.config.PortRange;
import dev.aether.ajj.model.service.PortSpec;
import dev.aether.ajj.model.service.PortSpec.Protocol;
import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.model.workspace.WorkspaceId;
import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.machine.ProcessContext;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.state.PortLedger.Request;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** A process that reserves ports and prints them. */
public final class PortReserver {
    private PortReserver() {}

    /** Takes {@code XDG_STATE_HOME}, the workspace's name and the number of ports. */
    @SuppressWarnings("SystemOut")
    public static void main(String... arguments) {
        Path directory = Path.of(arguments[0]);
        ProcessContext process = new ProcessContext(Map.of("XDG_STATE_HOME", arguments[0]), directory);
        var ledger = new JsonPortLedger(
                new LedgerFile(process, Progress.SILENT, Deadline.NONE),
                (_, _) -> true,
                new FakeRecovery(),
                Progress.SILENT);
        var request = new Request("service", new PortSpec(80, Protocol.TCP, OptionalInt.empty()));
        List<Request> requests = Collections.nCopies(Integer.parseInt(arguments[2]), request);
        WorkspaceId owner = new WorkspaceId("0123456789abcdef", arguments[1], directory);
        ledger.reserve(owner, Location.unknown(Location.DOCKER), requests, PortRange.DEFAULT)
                .forEach(System.out::println);
    }
}
