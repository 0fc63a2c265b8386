package dev.aether.ajj.lifecycle.workspace;

import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.state.WorkspaceRegistry;
import dev.aether.ajj.spi.vcs.Repository;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/**
 * The lock of a workspace: one ajj at a time works on it. Warns the user that it waits, and for which process.
 *
 * @param deadline ends the wait for another ajj
 */
public record WorkspaceLock(WorkspaceRegistry registry, Repository repository, Deadline deadline, Progress progress) {
    /** Enough for services that depend on each other to start. A process that takes longer hangs. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    /**
     * Does the work while no other ajj works on these workspaces.
     *
     * @throws dev.aether.ajj.error.Failure {@code STATE_LOCKED} when another process holds a lock for too long
     */
    public <T> T holding(Collection<String> names, Supplier<T> work) {
        // In a fixed order, against deadlocks.
        return holdingAll(names.stream().distinct().sorted().toList(), work);
    }

    private <T> T holdingAll(List<String> names, Supplier<T> work) {
        if (names.isEmpty()) {
            return work.get();
        }
        String name = names.getFirst();
        return registry.holding(
                repository,
                name,
                deadline.left().orElse(LONGEST_WAIT),
                owner -> progress.warn("waiting for " + owner + ", which is working on the workspace " + name),
                () -> holdingAll(names.subList(1, names.size()), work));
    }
}
