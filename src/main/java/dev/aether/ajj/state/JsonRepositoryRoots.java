package dev.aether.ajj.state;

import dev.aether.ajj.files.LockedFile;
import dev.aether.ajj.files.StateHome;
import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.machine.ProcessContext;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.state.RepositoryRoots;
import dev.aether.ajj.state.JsonFile.Damaged;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Optional;

/** The repository roots in {@code ports.json}. The port reservations there follow a repository that is moved. */
@ApplicationScoped
public class JsonRepositoryRoots implements RepositoryRoots {
    private final Path directory;
    private final Deadline deadline;
    private final Progress progress;

    /**
     * Opens the roots of this user's repositories.
     *
     * @param deadline limits the wait for the ledger's lock
     * @param progress records reads and writes
     */
    @Inject
    public JsonRepositoryRoots(ProcessContext process, Deadline deadline, Progress progress) {
        this(StateHome.aether(process.environment()), deadline, progress);
    }

    /** @param directory of the ledger, created when missing */
    public JsonRepositoryRoots(Path directory) {
        this(directory, Deadline.NONE, Progress.SILENT);
    }

    private JsonRepositoryRoots(Path directory, Deadline deadline, Progress progress) {
        this.directory = directory;
        this.deadline = deadline;
        this.progress = progress;
    }

    @Override
    public void record(String repository, Path root) {
        if (find(repository).filter(root::equals).isPresent()) {
            return;
        }
        StateHome.prepare(directory);
        new LockedFile(directory.resolve(JsonPortLedger.LOCK), deadline.left(JsonFile.LOCK_TIMEOUT)).holding(() -> {
            try {
                Reservations reservations = Reservations.read(file());
                reservations.setRoot(repository, root);
                file().write(reservations.document());
            } catch (Damaged damaged) {
                // The ledger's next use rebuilds the file, and a later command records the repository.
            }
        });
    }

    @Override
    public Optional<Path> find(String repository) {
        try {
            return Reservations.read(file()).root(repository);
        } catch (Damaged damaged) {
            return Optional.empty();
        }
    }

    private JsonFile file() {
        return new JsonFile(directory.resolve(JsonPortLedger.FILE), progress);
    }
}
