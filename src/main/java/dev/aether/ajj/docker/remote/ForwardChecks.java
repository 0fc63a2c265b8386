package dev.aether.ajj.docker.remote;

import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.spi.forward.ForwardReport;
import dev.aether.ajj.spi.forward.Forwards;
import dev.aether.ajj.spi.report.Check;
import dev.aether.ajj.spi.report.Finding;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Checks the process that forwards ports, for {@code ajj doctor}.
 *
 * @param address of the engine's machine
 */
public record ForwardChecks(String address, Forwards forwards) {
    private static final String NAME = "forwards";

    /** Returns the check, which asks only that process. */
    public Check check() {
        Problem late = new BackendProblem.Unavailable(
                "the process that forwards ports does not answer in time",
                List.of("see its log: forwards.log in ajj's state directory"));
        return Check.of(NAME, List.of(), late, this::finding);
    }

    private static String ports(long count) {
        return count == 1 ? "1 port" : count + " ports";
    }

    private Finding finding() {
        long wanted = forwards.all().stream()
                .filter(forward -> forward.address().equals(address))
                .count();
        Optional<ForwardReport> report = forwards.report();
        if (report.isEmpty()) {
            return wanted == 0
                    ? Finding.ok(NAME, "no ports of " + address + " are forwarded")
                    : Finding.warning(
                            NAME,
                            "no process forwards the " + ports(wanted) + " of " + address + " that workspaces use",
                            List.of("restart it: ajj up"));
        }
        ForwardReport process = report.get();
        Map<String, Object> details = new TreeMap<>(Map.of(
                "pid", process.pid(),
                "started", process.started().toString(),
                "log_file", process.log().toString()));
        // Prefers a host that is not connected.
        Optional<ForwardReport.Host> host =
                process.hosts(address).stream().min(Comparator.comparing(ForwardReport.Host::connected));
        if (host.isEmpty()) {
            return Finding.ok(NAME, "process " + process.pid() + " forwards no ports of " + address, details);
        }
        ForwardReport.Host found = host.get();
        details.put("connected", found.connected());
        details.put("since", found.since().toString());
        details.put("reconnects", found.reconnects());
        details.put(
                "ports", found.ports().keySet().stream().map(String::valueOf).toList());
        List<Integer> refused = found.ports().entrySet().stream()
                .filter(port -> !port.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
        if (!found.connected() || !refused.isEmpty()) {
            return Finding.warning(
                    NAME,
                    found.connected()
                            ? "other programs on this machine use the forwarded ports " + refused
                            : "process " + process.pid() + " cannot reach " + address
                                    + (found.reason().isEmpty() ? "" : ": " + found.reason()),
                    List.of("repair it: ajj up", "see its log: " + process.log()),
                    details);
        }
        return Finding.ok(
                NAME,
                "process " + process.pid() + " forwards " + ports(found.ports().size()) + " of " + address
                        + ", connected since " + found.since() + ", log " + process.log(),
                details);
    }
}
