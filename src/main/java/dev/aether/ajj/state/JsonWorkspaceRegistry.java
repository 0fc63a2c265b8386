package dev.aether.ajj.state;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.StateProblem;
import dev.aether.ajj.files.LockedFile;
import dev.aether.ajj.files.StateDirectory;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.state.Recovery;
import dev.aether.ajj.spi.state.WorkspaceRegistry;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.state.JsonFile.Damaged;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** The registry in {@code .jj/aether/state.json}. It is rebuilt from the engine's labels when damaged or lost. */
public class JsonWorkspaceRegistry implements WorkspaceRegistry {
    private static final int LONGEST_LOCK_NAME = 60;

    private final RegistryRestoration restoration;
    private final Deadline deadline;
    private final Progress progress;

    /**
     * Opens registries. Files are read when needed.
     *
     * @param recovery used only when a file is damaged or lost
     * @param progress receives a warning then, and records reads and writes
     * @param deadline limits the wait for the registry's lock
     */
    public JsonWorkspaceRegistry(Recovery recovery, Progress progress, Deadline deadline) {
        this.deadline = deadline;
        this.progress = progress;
        this.restoration = new RegistryRestoration(recovery, progress);
    }

    @Override
    public <T> T holding(
            Repository repository, String name, Duration limit, Consumer<String> waiting, Supplier<T> work) {
        StateDirectory.prepare(repository.stateDirectory());
        StateDirectory.hideFromGit(repository.stateDirectory());
        Path locks = repository.stateDirectory().resolve("locks");
        StateDirectory.prepare(locks);
        String lock = lockName(name);
        return new LockedFile(locks.resolve(lock), limit, waiting).holding(afterWait(lock, work));
    }

    private <T> Supplier<T> afterWait(String lock, Supplier<T> work) {
        long start = System.nanoTime();
        return () -> {
            progress.record(Progress.Work.WAIT, "for " + lock, start);
            return work.get();
        };
    }

    /** Returns a name that every file system accepts. jj's workspace names may be long and contain any character. */
    private static String lockName(String workspace) {
        String readable = workspace.replaceAll("[^A-Za-z0-9_-]", "_");
        String start = readable.substring(0, Math.min(readable.length(), LONGEST_LOCK_NAME));
        UUID digest = UUID.nameUUIDFromBytes(workspace.getBytes(StandardCharsets.UTF_8));
        return start + "-" + digest.toString().substring(0, 8) + ".lock";
    }

    @Override
    public List<WorkspaceEntry> entries(Repository repository) {
        RegistryFile file = file(repository);
        return repaired(repository, file, file::entries);
    }

    @Override
    public void change(
            Repository repository, String name, Function<Optional<WorkspaceEntry>, Optional<WorkspaceEntry>> change) {
        change(repository, file -> file.change(name, change));
    }

    @Override
    public void change(
            Repository repository,
            String name,
            BiFunction<Optional<WorkspaceEntry>, List<WorkspaceEntry>, Optional<WorkspaceEntry>> change) {
        change(repository, file -> file.change(name, existing -> change.apply(existing, file.entries())));
    }

    private void change(Repository repository, Consumer<RegistryFile> change) {
        StateDirectory.prepare(repository.stateDirectory());
        RegistryFile file = file(repository);
        repaired(repository, file, () -> {
            return lock(repository).holding(afterWait(RegistryFile.LOCK, () -> {
                change.accept(file);
                return Boolean.TRUE;
            }));
        });
    }

    @Override
    public boolean rename(Repository repository, String name, String next, Runnable also) {
        StateDirectory.prepare(repository.stateDirectory());
        RegistryFile file = file(repository);
        return repaired(repository, file, () -> lock(repository).holding(() -> file.rename(name, next, also)));
    }

    /** Runs the work, after rebuilding a lost or damaged file. */
    private <T> T repaired(Repository repository, RegistryFile file, Supplier<T> work) {
        try {
            if (file.isLost()) {
                List<WorkspaceEntry> found = restoration.findForLost(repository, file);
                // No lock when there is nothing to write: a read within a change would deadlock.
                if (!found.isEmpty()) {
                    lock(repository).holding(() -> restoration.replaceLost(file, found));
                }
            }
            return work.get();
        } catch (Damaged damaged) {
            // The engine is asked without the lock, for which other commands wait.
            List<WorkspaceEntry> found = restoration.findForDamaged(repository, file, damaged);
            lock(repository).holding(() -> restoration.replaceDamaged(file, found));
            return work.get();
        }
    }

    @Override
    public void restore(Repository repository) {
        for (WorkspaceEntry missing : restoration.missing(repository, entries(repository))) {
            try {
                holding(repository, missing.name(), Duration.ZERO, _ -> {}, () -> restore(repository, missing));
            } catch (Failure failure) {
                if (!(failure.first() instanceof StateProblem.Locked)) {
                    throw failure;
                }
                // Another command is changing this workspace.
            }
        }
    }

    /** Requires the workspace's lock. Checks again, because another command may have removed the workspace. */
    private boolean restore(Repository repository, WorkspaceEntry missing) {
        boolean still = restoration.missing(repository, entries(repository)).stream()
                .anyMatch(found -> found.namespace().equals(missing.namespace()));
        if (still) {
            change(repository, missing.name(), existing -> existing.or(() -> Optional.of(missing)));
            restoration.warnRestored(missing);
        }
        return still;
    }

    private LockedFile lock(Repository repository) {
        return new LockedFile(
                repository.stateDirectory().resolve(RegistryFile.LOCK), deadline.left(JsonFile.LOCK_TIMEOUT));
    }

    private RegistryFile file(Repository repository) {
        return new RegistryFile(repository, progress);
    }
}
