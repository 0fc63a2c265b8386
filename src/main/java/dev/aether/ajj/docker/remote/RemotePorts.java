package dev.aether.ajj.docker.remote;

import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.spi.backend.Backend.Kind;
import dev.aether.ajj.spi.backend.Backend.PortTaken;
import dev.aether.ajj.spi.backend.Backend.Resource;
import dev.aether.ajj.spi.backend.Stack;
import dev.aether.ajj.spi.forward.Forwards;
import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.ssh.SshMaster;
import dev.aether.ajj.ssh.SshTunnel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Forwards ports of this machine to the ports that containers publish on another machine.
 *
 * @param deadline limits the wait for the other machine
 * @param engine returns its id; may connect
 */
public record RemotePorts(SshTunnel tunnel, Forwards forwards, Deadline deadline, Supplier<String> engine) {
    /**
     * Forwards a service's ports before its container is started. {@link #reach} makes that last beyond this command.
     *
     * @param hostPorts by {@link dev.aether.ajj.model.service.PortSpec#key()}
     * @throws PortTaken when another program on this machine uses one of them
     * @throws Failure {@code BACKEND_UNAVAILABLE}
     */
    public void open(Stack stack, String service, Map<String, Integer> hostPorts) throws PortTaken {
        Set<Integer> ports = tcp(hostPorts);
        forwards.register(stack, at(), Map.of(service, ports));
        List<Integer> opened = new ArrayList<>();
        for (int port : ports) {
            if (!tunnel.forward(port, deadline.left(SshTunnel.LOGIN))) {
                opened.forEach(own -> tunnel.cancel(own, deadline.left(SshTunnel.LOGIN)));
                throw new PortTaken("port " + port + ": another program on this machine uses it");
            }
            opened.add(port);
        }
    }

    private Location at() {
        return new Location(Location.SSH, tunnel.address().text(), engine.get());
    }

    /** See {@link dev.aether.ajj.spi.backend.Backend#openForwards}. */
    public void reach(Stack stack, Map<String, ? extends Map<String, Integer>> hostPorts) {
        Map<String, Set<Integer>> ports = new HashMap<>();
        hostPorts.forEach((service, all) -> ports.put(service, tcp(all)));
        Map<Integer, String> refused = opened(stack, ports);
        if (!refused.isEmpty()) {
            throw new Failure(new BackendProblem.PortAllocationFailed(
                    "cannot forward ports to " + tunnel.address().destination() + ": " + reasons(refused),
                    List.of(
                            "find the program and stop it: ss -lntp",
                            "or have ajj choose other ports: ajj down && ajj up"),
                    Map.of("ports", List.copyOf(refused.keySet()))));
        }
    }

    private Map<Integer, String> opened(Stack stack, Map<String, Set<Integer>> ports) {
        Location at = at();
        try {
            return forwards.open(stack, at, ports);
        } catch (Failure unreached) {
            if (!isHostUnreachable(unreached)) {
                throw unreached;
            }
            // The background process cannot ask for a password, but it can use an existing connection.
            SshMaster _ = tunnel.connection(deadline.left(SshTunnel.LOGIN));
            return forwards.open(stack, at, ports);
        }
    }

    /** Whether the other machine cannot be reached, rather than the background process. */
    private boolean isHostUnreachable(Failure failure) {
        return tunnel.address().text().equals(failure.first().details().get("address"));
    }

    private static String reasons(Map<Integer, String> refused) {
        return refused.entrySet().stream()
                .map(port -> "port " + port.getKey() + ": " + port.getValue())
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /** Excludes UDP ports, which SSH cannot forward. */
    private static Set<Integer> tcp(Map<String, Integer> hostPorts) {
        return hostPorts.entrySet().stream()
                .filter(port -> port.getKey().indexOf('/') < 0)
                .map(Map.Entry::getValue)
                .collect(Collectors.toSet());
    }

    /** Closes the forwards of a service. */
    public void close(Stack stack, String service) {
        forwards.close(stack, service);
    }

    /** Closes all forwards of a stack. */
    public void close(Stack stack) {
        forwards.close(stack);
    }

    /** Starts the background process when a service publishes a port. */
    public void prepare(Collection<ServiceSpec> services) {
        if (services.stream().anyMatch(service -> !service.ports().isEmpty())) {
            forwards.prepare();
        }
    }

    /** See {@link dev.aether.ajj.spi.backend.Backend#portsInUse}. */
    public Set<Integer> inUse() {
        return tunnel.portsInUse();
    }

    /** Returns the forwards to this engine. */
    public Collection<Resource> resources() {
        String address = tunnel.address().text();
        return forwards.all().stream()
                .filter(forward -> forward.address().equals(address))
                .map(forward -> new Resource(Kind.FORWARD, Integer.toString(forward.port()), forward.stack()))
                .toList();
    }
}
