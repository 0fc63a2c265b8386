package dev.aether.ajj.spi.state;

import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.spi.vcs.Repository;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The registry of a repository's workspaces: {@code .jj/aether/state.json}. A damaged or lost file is rebuilt from the
 * labels in the engine when that answers. Failures: {@code STATE_CORRUPT}, {@code STATE_LOCKED}.
 */
public interface WorkspaceRegistry {

    /**
     * Runs work while holding the lock of one workspace, across threads and processes. The registry stays available to
     * others, so the work may take long. Not re-entrant.
     *
     * @param limit how long to wait for the lock
     * @param waiting receives the process that holds the lock, once, when the wait becomes noticeable
     */
    <T> T holding(Repository repository, String name, Duration limit, Consumer<String> waiting, Supplier<T> work);

    /** Returns all entries, sorted by name. Takes no lock and creates no file; sees the last complete write. */
    List<WorkspaceEntry> entries(Repository repository);

    /** Returns the entry with a name. */
    default Optional<WorkspaceEntry> find(Repository repository, String name) {
        return entries(repository).stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst();
    }

    /**
     * Restores lost entries of workspaces that jj knows and whose containers exist. Skips a workspace that another
     * process works on. To be called when the engine has services of the repository without an entry.
     */
    void restore(Repository repository);

    /**
     * Changes the entry with a name under the registry's lock; on disk when it returns.
     *
     * @param change gets the current entry, if any, and returns the new one; empty removes it. When it throws, nothing
     *     is written. It must be quick: others wait.
     */
    void change(
            Repository repository, String name, Function<Optional<WorkspaceEntry>, Optional<WorkspaceEntry>> change);

    /** Changes an entry like {@link #change(Repository, String, Function)}, depending on all current entries. */
    void change(
            Repository repository,
            String name,
            BiFunction<Optional<WorkspaceEntry>, List<WorkspaceEntry>, Optional<WorkspaceEntry>> change);

    /**
     * Renames an entry under the registry's lock; on disk when it returns.
     *
     * @param also runs under the lock before the entry is written; when it throws, nothing is written
     * @return false when the entry does not exist, or the new name has one
     */
    boolean rename(Repository repository, String name, String next, Runnable also);
}
