package dev.aether.ajj.state;

import dev.aether.ajj.error.BackendProblem.PortAllocationFailed;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.config.PortRange;
import dev.aether.ajj.model.service.PortSpec.Protocol;
import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.model.workspace.WorkspaceId;
import dev.aether.ajj.spi.machine.PortProbe;
import dev.aether.ajj.spi.state.PortLedger.Request;
import dev.aether.ajj.spi.state.PortLedger.Reservation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Chooses and reserves ports for one owner. Requires the ledger's lock.
 *
 * @param location of the owner's stack
 */
record PortChoice(Reservations reservations, PortProbe probe, WorkspaceId owner, Location location, PortRange range) {
    /** @throws Failure {@code PORT_ALLOCATION_FAILED}; the reservations must not be written then */
    List<Integer> of(List<Request> requests) {
        Integer[] ports = new Integer[requests.size()];
        // Fixed ports first, so that a chosen port cannot take the number of a fixed one.
        for (int index = 0; index < ports.length; index++) {
            OptionalInt fixed = requests.get(index).port().fixedHostPort();
            if (fixed.isPresent()) {
                ports[index] = fixed(requests.get(index), fixed.getAsInt());
            }
        }
        for (int index = 0; index < ports.length; index++) {
            if (requests.get(index).port().fixedHostPort().isEmpty()) {
                ports[index] = chosen(requests.get(index));
            }
        }
        return new ArrayList<>(List.of(ports));
    }

    private int fixed(Request request, int port) {
        Protocol protocol = request.port().protocol();
        Optional<Reservation> holder = reservations.find(port, protocol).filter(found -> !Reservations.isGone(found));
        if (holder.isPresent()) {
            if (Reservations.isOwn(holder.get(), owner)
                    && holder.get().service().equals(request.service())) {
                return port; // the probe would find our own container
            }
            throw reserved(request, port, holder.get());
        }
        if (!probe.isFree(port, protocol)) {
            throw inUse(request, port, probe.user(port, protocol));
        }
        if (range.except().contains(port)) {
            throw unavailable(
                    request,
                    port,
                    "is in use on the machine of the engine",
                    "find the program on that machine: ss -lntp 'sport = :" + port + "'",
                    Map.of("reason", "in use on the machine of the engine"));
        }
        reservations.put(port, owner, location, request);
        return port;
    }

    private static Failure inUse(Request request, int port, Optional<String> user) {
        Map<String, Object> details = new TreeMap<>(Map.of("reason", PortAllocationFailed.IN_USE));
        user.ifPresent(program -> details.put("user", program));
        return unavailable(
                request,
                port,
                "is " + PortAllocationFailed.IN_USE
                        + user.map(program -> " (" + program + ")").orElse(""),
                user.isPresent()
                        ? "stop that program, then run the command again"
                        : "find the program: ss -lntup 'sport = :" + port + "'",
                details);
    }

    private static Failure reserved(Request request, int port, Reservation holder) {
        String workspace = holder.owner().workspace();
        Path root = holder.owner().repositoryRoot();
        return unavailable(
                request,
                port,
                "is reserved for the service " + holder.service() + " of the workspace \"" + workspace + "\" in "
                        + root,
                "release the fixed ports of the workspace \"" + workspace + "\" by running there: ajj down",
                Map.of(
                        "reason",
                        "reserved for another workspace",
                        "workspace",
                        workspace,
                        "root",
                        root.toString(),
                        "holder",
                        holder.service()));
    }

    private static Failure unavailable(
            Request request, int port, String reason, String remedy, Map<String, Object> details) {
        Map<String, Object> all = new TreeMap<>(details);
        all.put("port", port);
        all.put("service", request.service());
        return new Failure(new PortAllocationFailed(
                "port " + port + " of the service " + request.service() + " " + reason,
                List.of(
                        remedy,
                        "or let ajj choose a port: ports = [\"" + request.port().key() + "\"]"),
                all));
    }

    private int chosen(Request request) {
        OptionalInt port = nextFree(request.port().protocol());
        if (port.isEmpty() && reservations.removeIf(Reservations::isGone)) {
            port = nextFree(request.port().protocol());
        }
        int found = port.orElseThrow(() -> exhausted(request));
        reservations.put(found, owner, location, request);
        reservations.setLast(found);
        return found;
    }

    /** Searches from the last chosen port, so that a stale address does not reach another workspace's database. */
    private OptionalInt nextFree(Protocol protocol) {
        int last = reservations.last();
        int start = last >= range.first() && last < range.last() ? last + 1 : range.first();
        for (int step = 0; step < range.size(); step++) {
            int port = range.first() + (start - range.first() + step) % range.size();
            boolean unreserved = !range.except().contains(port)
                    && reservations.find(port, Protocol.TCP).isEmpty()
                    && reservations.find(port, Protocol.UDP).isEmpty();
            if (unreserved && probe.isFree(port, protocol)) {
                return OptionalInt.of(port);
            }
        }
        return OptionalInt.empty();
    }

    private Failure exhausted(Request request) {
        return new Failure(new PortAllocationFailed(
                "no port is free in the range " + range + " for the service " + request.service() + " ("
                        + reservations.count() + " ports are reserved for workspaces)",
                List.of(
                        "give ajj more ports in aether.toml: [ports] range = \"" + range.first() + "-"
                                + Math.min(65535, range.last() + 10000) + "\"",
                        "or release ports of orphaned stacks: ajj cleanup"),
                Map.of("service", request.service(), "range", range.toString(), "reserved", reservations.count())));
    }
}
