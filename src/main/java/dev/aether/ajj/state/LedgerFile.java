package dev.aether.ajj.state;

import dev.aether.ajj.files.LockedFile;
import dev.aether.ajj.files.StateHome;
import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.machine.ProcessContext;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.state.RepositoryRoots;
import dev.aether.ajj.state.JsonFile.Damaged;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@code $XDG_STATE_HOME/aether/ports.json}, shared by all repositories of the user, and its lock. The port reservations
 * in it follow a repository that is moved.
 */
public class LedgerFile implements RepositoryRoots {
    private static final String LOCK = "ports.lock";

    private final Path directory;
    private final Progress progress;
    private final Deadline deadline;
    private final JsonFile json;

    /**
     * Opens the file of this user when needed.
     *
     * @param progress records reads, writes and waits
     * @param deadline limits the wait for the lock
     */
    public LedgerFile(ProcessContext process, Progress progress, Deadline deadline) {
        this.directory = StateHome.aether(process.environment());
        this.progress = progress;
        this.deadline = deadline;
        this.json = new JsonFile(directory.resolve("ports.json"), progress);
    }

    Path directory() {
        return directory;
    }

    JsonFile json() {
        return json;
    }

    boolean exists() {
        return !Files.notExists(json.file());
    }

    /** Whether the file existed once: its lock file does. */
    boolean isLost() {
        return !exists() && Files.exists(directory.resolve(LOCK));
    }

    /** @throws Damaged when it is not a valid ledger */
    Reservations read() {
        return new Reservations(json.read());
    }

    /** Requires the lock. */
    void write(Reservations reservations) {
        json.write(reservations.document());
    }

    /** Runs the work while holding the lock. Creates the directory if it is missing. */
    <T> T locked(Supplier<T> work) {
        StateHome.prepare(directory);
        long start = System.nanoTime();
        return new LockedFile(directory.resolve(LOCK), deadline.left(JsonFile.LOCK_TIMEOUT)).holding(() -> {
            progress.record(Progress.Work.WAIT, "for " + LOCK, start);
            return work.get();
        });
    }

    @Override
    public void record(String repository, Path root) {
        if (find(repository).filter(root::equals).isPresent()) {
            return;
        }
        boolean _ = locked(() -> {
            try {
                Reservations reservations = read();
                reservations.setRoot(repository, root);
                write(reservations);
                return true;
            } catch (Damaged damaged) {
                // The ledger's next use rebuilds the file, and a later command records the repository.
                return false;
            }
        });
    }

    @Override
    public Optional<Path> find(String repository) {
        try {
            return read().root(repository);
        } catch (Damaged damaged) {
            return Optional.empty();
        }
    }
}
