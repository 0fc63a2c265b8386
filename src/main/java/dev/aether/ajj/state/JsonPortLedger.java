package dev.aether.ajj.state;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.files.LockedFile;
import dev.aether.ajj.files.Unwritable;
import dev.aether.ajj.model.PortRange;
import dev.aether.ajj.spi.PortLedger;
import dev.aether.ajj.spi.PortProbe;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

/** The ledger in {@code $XDG_STATE_HOME/aether/ports.json}, one for all repositories of the user. */
@ApplicationScoped
public class JsonPortLedger implements PortLedger {
    /** The lock is held for milliseconds; whoever holds it longer hangs. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final Path directory;
    private final PortProbe probe;

    /** @param probe asked about each port before it is handed out */
    @Inject
    public JsonPortLedger(PortProbe probe) {
        this(StateHome.aether(System.getenv()), probe);
    }

    /** @param directory where the ledger is kept; made when it is missing */
    public JsonPortLedger(Path directory, PortProbe probe) {
        this.directory = directory;
        this.probe = probe;
    }

    @Override
    public List<Integer> reserve(Owner owner, List<Request> requests, PortRange range) {
        if (requests.isEmpty()) {
            return List.of();
        }
        return locked(() -> {
            Reservations reservations = read();
            List<Integer> ports = new PortChoice(reservations, probe, owner, range).of(requests);
            file().write(reservations.document());
            return ports;
        });
    }

    @Override
    public void release(Owner owner, int hostPort) {
        remove((port, holder) -> port == hostPort && holder.is(owner));
    }

    @Override
    public void releaseOthers(Owner owner, Collection<Integer> hostPorts) {
        remove((port, holder) -> holder.is(owner) && !hostPorts.contains(port));
    }

    @Override
    public void releaseAll(Owner owner) {
        remove((_, holder) -> holder.is(owner));
    }

    @Override
    public List<Reservation> reservations() {
        return read().all();
    }

    private void remove(BiPredicate<Integer, Reservations.Holder> condition) {
        if (Files.notExists(directory.resolve("ports.json"))) {
            return;
        }
        locked(() -> {
            Reservations reservations = read();
            if (reservations.removeIf(condition)) {
                file().write(reservations.document());
            }
            return true;
        });
    }

    private <T> T locked(Supplier<T> work) {
        try {
            Files.createDirectories(directory);
        } catch (IOException impossible) {
            throw new Failure(Unwritable.problem(directory, impossible), impossible);
        }
        return new LockedFile(directory.resolve("ports.lock"), LONGEST_WAIT).holding(work);
    }

    private Reservations read() {
        JsonFile file = file();
        var document = file.read();
        try {
            return new Reservations(document);
        } catch (UnsupportedOperationException | IllegalArgumentException wrong) {
            throw file.damaged("\"ports\" is wrong: " + wrong.getMessage(), wrong);
        }
    }

    private JsonFile file() {
        return new JsonFile(directory.resolve("ports.json"));
    }
}
