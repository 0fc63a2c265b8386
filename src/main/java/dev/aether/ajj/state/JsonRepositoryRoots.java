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

/** The roots in {@code ports.json}, beside the reservations that follow them. */
@ApplicationScoped
public class JsonRepositoryRoots implements RepositoryRoots {
    private final Path directory;
    private final Deadline deadline;
    private final Progress progress;

    /**
     * Those of this user.
     *
     * @param deadline ends waiting for the ledger's lock
     * @param progress records what is read and written
     */
    @Inject
    public JsonRepositoryRoots(ProcessContext process, Deadline deadline, Progress progress) {
        this(StateHome.aether(process.environment()), deadline, progress);
    }

    /** @param directory where the ledger is kept; created when it is missing */
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
        new LockedFile(directory.resolve(JsonPortLedger.LOCK), deadline.left(JsonPortLedger.LONGEST_WAIT))
                .holding(() -> {
                    try {
                        Reservations reservations = Reservations.in(file());
                        reservations.setRoot(repository, root);
                        file().write(reservations.document());
                    } catch (Damaged damaged) {
                        // The ledger rebuilds the file when it is used next, and the repository is recorded after that.
                    }
                });
    }

    @Override
    public Optional<Path> find(String repository) {
        try {
            return Reservations.in(file()).root(repository);
        } catch (Damaged damaged) {
            return Optional.empty();
        }
    }

    private JsonFile file() {
        return new JsonFile(directory.resolve(JsonPortLedger.FILE), progress);
    }
}
