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
 * What ajj knows of a repository's workspaces: {@code .jj/aether/state.json}.
 * When the file is damaged or lost, it is made again from the labels in the engine, where that answers.
 * Failures: {@code STATE_CORRUPT}, {@code STATE_LOCKED}.
 */
public interface WorkspaceRegistry {

    /**
     * Does work on one workspace that nobody else may do at the same time, in this process or another. It may take long:
     * others read and change the registry meanwhile. Not re-entrant.
     *
     * @param limit how long to wait for somebody else
     * @param waiting told once who that is, when the waiting can be felt
     */
    <T> T holding(Repository repository, String name, Duration limit, Consumer<String> waiting, Supplier<T> work);

    /** All entries, sorted by name. Takes no lock and makes no file: a reader sees the last complete write. */
    List<WorkspaceEntry> entries(Repository repository);

    /** The entry of a name. */
    default Optional<WorkspaceEntry> find(Repository repository, String name) {
        return entries(repository).stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst();
    }

    /**
     * Writes entries again that were lost, for workspaces that jj knows and whose containers are there. One that somebody
     * is at work on is left alone. To be called when the engine has services of the repository that no entry owns.
     */
    void restore(Repository repository);

    /**
     * Changes the entry of one name under the lock; on disk when it returns.
     *
     * @param change gets the entry as it is now, if there is one, and gives what it shall be; empty removes it.
     *     When it throws, nothing is written. It must be quick: others wait.
     */
    void change(
            Repository repository, String name, Function<Optional<WorkspaceEntry>, Optional<WorkspaceEntry>> change);

    /** As {@link #change(Repository, String, Function)}, for a change that looks at all entries as they are now. */
    void change(
            Repository repository,
            String name,
            BiFunction<Optional<WorkspaceEntry>, List<WorkspaceEntry>, Optional<WorkspaceEntry>> change);

    /**
     * Gives an entry another name under the lock; on disk when it returns.
     *
     * @param also done under the lock before the entry is written; when it throws, nothing is written
     * @return whether it was done: not when there is no such entry, or the other name has one
     */
    boolean rename(Repository repository, String name, String next, Runnable also);
}
