package dev.aether.ajj.state;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.config.PortRange;
import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.model.workspace.WorkspaceId;
import dev.aether.ajj.spi.machine.PortProbe;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.state.PortLedger;
import dev.aether.ajj.spi.state.Recovery;
import dev.aether.ajj.spi.state.Recovery.PinnedPort;
import dev.aether.ajj.state.JsonFile.Damaged;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The port ledger in {@code ports.json}.
 *
 * @param probe checks each port before it is reserved
 * @param recovery used only when the file is damaged or lost
 * @param progress receives a warning then
 */
public record JsonPortLedger(LedgerFile file, PortProbe probe, Recovery recovery, Progress progress)
        implements PortLedger {
    @Override
    public List<Integer> reserve(WorkspaceId owner, Location location, List<Request> requests, PortRange range) {
        if (requests.isEmpty()) {
            return List.of();
        }
        List<PinnedPort> pinned = file.isLost() ? pinnedIfReachable() : List.of();
        return locked(() -> {
            Reservations reservations = read(pinned);
            List<Integer> ports = new PortChoice(reservations, probe, owner, location, range).of(requests);
            file.write(reservations);
            return ports;
        });
    }

    @Override
    public void check(WorkspaceId owner, Location location, List<Request> requests, PortRange range) {
        if (!requests.isEmpty()) {
            List<PinnedPort> pinned = file.isLost() ? pinnedIfReachable() : List.of();
            Reservations copy = repaired(() -> read(pinned));
            List<Integer> _ = new PortChoice(copy, probe, owner, location, range).of(requests);
        }
    }

    private Reservations read(List<PinnedPort> pinned) {
        Reservations reservations = file.read();
        pinned.forEach(reservations::restore);
        return reservations;
    }

    /** Safe without the engine: ports of running containers are in use, and stopped ones get new ports. */
    private List<PinnedPort> pinnedIfReachable() {
        return Failure.orEmpty(recovery::ports).orElse(List.of());
    }

    @Override
    public void release(WorkspaceId owner, int hostPort) {
        remove(owner, reservation -> reservation.hostPort() == hostPort);
    }

    @Override
    public void releaseOthers(WorkspaceId owner, Collection<Integer> hostPorts) {
        remove(owner, reservation -> !hostPorts.contains(reservation.hostPort()));
    }

    @Override
    public void transfer(WorkspaceId from, WorkspaceId to) {
        change(reservations -> reservations.transfer(from, to));
    }

    @Override
    public List<Reservation> reservations() {
        return repaired(() -> file.read().all());
    }

    private void remove(WorkspaceId owner, Predicate<Reservation> condition) {
        change(reservations -> reservations.removeIf(
                reservation -> Reservations.isOwn(reservation, owner) && condition.test(reservation)));
    }

    /** @param change returns whether it changed anything */
    private void change(Predicate<Reservations> change) {
        if (!file.exists()) {
            return;
        }
        locked(() -> {
            Reservations reservations = file.read();
            if (change.test(reservations)) {
                file.write(reservations);
            }
            return true;
        });
    }

    private <T> T locked(Supplier<T> work) {
        return repaired(() -> file.locked(work));
    }

    /** Runs the work. Rebuilds a damaged file and runs it again. */
    private <T> T repaired(Supplier<T> work) {
        try {
            return work.get();
        } catch (Damaged damaged) {
            // The engine is asked without the lock, for which other commands wait.
            List<PinnedPort> pinned = pinned(damaged);
            file.locked(() -> replaceDamaged(pinned));
            return work.get();
        }
    }

    private List<PinnedPort> pinned(Damaged damaged) {
        try {
            return recovery.ports();
        } catch (Failure unreachable) {
            throw file.json().corrupt(damaged, unreachable);
        }
    }

    /** Requires the lock. Does nothing when another process has already rebuilt the file. */
    private Reservations replaceDamaged(List<PinnedPort> pinned) {
        try {
            return file.read();
        } catch (Damaged damaged) {
            Reservations reservations = new Reservations(JsonFile.empty());
            pinned.forEach(reservations::restore);
            Path copy = file.json().backUpDamaged();
            file.write(reservations);
            progress.warn(file.json().file() + " was damaged: " + damaged.reason() + ". It was rebuilt with the "
                    + pinned.size() + " ports that containers have pinned; the damaged file is kept as "
                    + copy.getFileName());
            return reservations;
        }
    }
}
