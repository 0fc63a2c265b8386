package dev.aether.ajj.state;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.files.LockedFile;
import dev.aether.ajj.files.StateHome;
import dev.aether.ajj.model.config.PortRange;
import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.model.workspace.WorkspaceId;
import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.machine.PortProbe;
import dev.aether.ajj.spi.machine.ProcessContext;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.state.PortLedger;
import dev.aether.ajj.spi.state.Recovery;
import dev.aether.ajj.spi.state.Recovery.PinnedPort;
import dev.aether.ajj.state.JsonFile.Damaged;
import dev.aether.ajj.state.PortChoice.Holding;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The port ledger in {@code $XDG_STATE_HOME/aether/ports.json}, shared by all repositories of the user. */
@ApplicationScoped
public class JsonPortLedger implements PortLedger {
    static final String FILE = "ports.json";
    static final String LOCK = "ports.lock";

    private final Path directory;
    private final PortProbe probe;
    private final Recovery recovery;
    private final Deadline deadline;
    private final Progress progress;

    /**
     * Opens the user's ledger.
     *
     * @param probe checks each port before it is reserved
     * @param recovery used only when the file is damaged or lost
     * @param progress receives a warning then, and records reads and writes
     * @param deadline limits the wait for the ledger's lock
     */
    @Inject
    public JsonPortLedger(
            ProcessContext process, PortProbe probe, Recovery recovery, Progress progress, Deadline deadline) {
        this(StateHome.aether(process.environment()), probe, recovery, progress, deadline);
    }

    /** @param directory of the ledger, created when missing */
    public JsonPortLedger(Path directory, PortProbe probe, Recovery recovery, Progress progress) {
        this(directory, probe, recovery, progress, Deadline.NONE);
    }

    private JsonPortLedger(Path directory, PortProbe probe, Recovery recovery, Progress progress, Deadline deadline) {
        this.deadline = deadline;
        this.directory = directory;
        this.probe = probe;
        this.recovery = recovery;
        this.progress = progress;
    }

    @Override
    public List<Integer> reserve(WorkspaceId owner, Location location, List<Request> requests, PortRange range) {
        if (requests.isEmpty()) {
            return List.of();
        }
        List<PinnedPort> pinned = isLost() ? pinnedIfReachable() : List.of();
        return locked(() -> {
            Reservations reservations = read();
            pinned.forEach(reservations::restore);
            List<Integer> ports = new PortChoice(reservations, probe, new Holding(owner, location), range).of(requests);
            file().write(reservations.document());
            return ports;
        });
    }

    /** Whether the ledger existed once: its lock file does. */
    private boolean isLost() {
        return Files.notExists(file().path()) && Files.exists(directory.resolve(LOCK));
    }

    /** Safe without the engine: ports of running containers are in use, and stopped ones get new ports. */
    private List<PinnedPort> pinnedIfReachable() {
        try {
            return recovery.ports();
        } catch (Failure unreachable) {
            return List.of();
        }
    }

    @Override
    public void release(WorkspaceId owner, int hostPort) {
        remove((port, holder) -> port == hostPort && holder.is(owner));
    }

    @Override
    public void releaseOthers(WorkspaceId owner, Collection<Integer> hostPorts) {
        remove((port, holder) -> holder.is(owner) && !hostPorts.contains(port));
    }

    @Override
    public void releaseAll(WorkspaceId owner) {
        remove((_, holder) -> holder.is(owner));
    }

    @Override
    public void transfer(WorkspaceId from, WorkspaceId to) {
        change(reservations -> reservations.transfer(from, to));
    }

    @Override
    public List<Reservation> reservations() {
        return repaired(() -> read().all());
    }

    private void remove(BiPredicate<Integer, Reservations.Holder> condition) {
        change(reservations -> reservations.removeIf(condition));
    }

    /** @param change returns whether it changed anything */
    private void change(Predicate<Reservations> change) {
        if (Files.notExists(file().path())) {
            return;
        }
        locked(() -> {
            Reservations reservations = read();
            if (change.test(reservations)) {
                file().write(reservations.document());
            }
            return true;
        });
    }

    private <T> T locked(Supplier<T> work) {
        StateHome.prepare(directory);
        long start = System.nanoTime();
        return repaired(() -> lock().holding(() -> {
            progress.record(Progress.Work.WAIT, "for " + LOCK, start);
            return work.get();
        }));
    }

    private LockedFile lock() {
        return new LockedFile(directory.resolve(LOCK), deadline.left(JsonFile.LOCK_TIMEOUT));
    }

    /** Runs the work. Rebuilds a damaged file and runs it again. */
    private <T> T repaired(Supplier<T> work) {
        try {
            return work.get();
        } catch (Damaged damaged) {
            // The engine is asked without the lock, for which other commands wait.
            List<PinnedPort> pinned = pinned(damaged);
            lock().holding(() -> replaceDamaged(pinned));
            return work.get();
        }
    }

    private List<PinnedPort> pinned(Damaged damaged) {
        try {
            return recovery.ports();
        } catch (Failure unreachable) {
            throw file().corrupt(damaged, unreachable);
        }
    }

    /** Requires the lock. Does nothing when another process has already rebuilt the file. */
    private void replaceDamaged(List<PinnedPort> pinned) {
        try {
            read();
        } catch (Damaged damaged) {
            Reservations reservations = new Reservations(JsonFile.empty());
            pinned.forEach(reservations::restore);
            Path copy = file().backUpDamaged();
            file().write(reservations.document());
            progress.warn(file().path() + " was damaged: " + damaged.reason() + ". It was rebuilt with the "
                    + pinned.size() + " ports that containers have pinned; the damaged file is kept as "
                    + copy.getFileName());
        }
    }

    private Reservations read() {
        return Reservations.read(file());
    }

    private JsonFile file() {
        return new JsonFile(directory.resolve(FILE), progress);
    }
}
