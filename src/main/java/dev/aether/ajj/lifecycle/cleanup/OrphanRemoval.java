package dev.aether.ajj.lifecycle.cleanup;

import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.lifecycle.backend.StackBackends;
import dev.aether.ajj.lifecycle.workspace.Checkouts;
import dev.aether.ajj.lifecycle.workspace.Records;
import dev.aether.ajj.lifecycle.workspace.WorkspaceLock;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.model.workspace.WorkspaceEntry.Phase;
import dev.aether.ajj.model.workspace.WorkspaceEntry.ProcessOwner;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.backend.Stack;
import dev.aether.ajj.spi.directory.Directories;
import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Vcs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Removes what is left of workspaces. May be killed anywhere and run again: the entry goes last.
 *
 * <p>Thread-safe as long as no two threads are given the same workspace.
 */
public final class OrphanRemoval {
    private final Records records;
    private final Directories directories;
    private final Vcs vcs;
    private final WorkspaceEnding ending;
    private final StackBackends backends;
    private final Deadline deadline;
    private final Progress progress;

    /** @param deadline ends waiting for another ajj */
    public OrphanRemoval(
            Checkouts checkouts, Records records, StackBackends backends, Deadline deadline, Progress progress) {
        this.records = records;
        this.directories = checkouts.directories();
        this.vcs = checkouts.vcs();
        this.ending = new WorkspaceEnding(checkouts, records.registry(), progress);
        this.backends = backends;
        this.deadline = deadline;
        this.progress = progress;
    }

    /**
     * What became of one workspace's remains.
     *
     * @param removed what is gone, by what the engine says afterwards
     */
    public record Removed(List<Orphan> removed, List<Problem> problems) {
        static final Removed NOTHING = new Removed(List.of(), List.of());
    }

    /** Removes all that can be removed, if it still belongs to nobody when no other ajj works on it. */
    public Removed remove(OrphanGroup abandoned) {
        if (abandoned.repository().isEmpty()) {
            return removeAlone(abandoned);
        }
        try {
            return new WorkspaceLock(records.registry(), abandoned.repository().get(), deadline, progress)
                    .holding(List.of(abandoned.workspace()), () -> removeAlone(abandoned));
        } catch (Failure locked) {
            return new Removed(List.of(), locked.problems());
        }
    }

    private Removed removeAlone(OrphanGroup abandoned) {
        List<Orphan> removed = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        try {
            // First: nothing is changed when the engine that the entry names cannot be asked.
            Optional<Held<Stack>> own = ofEntry(abandoned);
            if (!claim(abandoned)) {
                progress.warn("the workspace " + abandoned.workspace() + " has changed in the meantime, and stays");
                return Removed.NOTHING;
            }
            ending.withdraw(abandoned, problems);
            removeStacks(abandoned, own, removed, problems);
            if (problems.isEmpty()) {
                ending.end(abandoned).ifPresent(problems::add);
            }
            if (abandoned.stays()) {
                if (problems.isEmpty()) {
                    ending.keepEntry(abandoned);
                }
                return new Removed(removed, problems);
            }
            if (problems.isEmpty()) {
                records.ledger().releaseAll(abandoned.owner());
            }
            if (problems.isEmpty() || abandoned.entry().isEmpty()) {
                ending.dropEntry(abandoned);
            }
            if (problems.isEmpty()) {
                abandoned.orphans().stream()
                        .filter(OrphanRemoval::isWrittenDown)
                        .forEach(removed::add);
            }
        } catch (Failure failure) {
            problems.addAll(failure.problems());
        }
        return new Removed(removed, problems);
    }

    /**
     * Takes the name, so that nobody can make anything under it until this is done: whoever adds a workspace enters its name
     * under the same lock first, and refuses one that is there. What is removed afterwards can only be an orphan's.
     *
     * @return whether it is as it was when it was judged
     */
    private boolean claim(OrphanGroup abandoned) {
        if (abandoned.repository().isEmpty()) {
            return directories.isGone(abandoned.owner().repositoryRoot());
        }
        Repository repository = abandoned.repository().get();
        // `jj undo` brings workspaces back.
        List<WorkspaceEntry> entries = records.registry().entries(repository);
        if (!new RepositoryOrphans(repository, _ -> false, directories, entries, vcs.workspaces(repository))
                .holds(abandoned)) {
            return false;
        }
        AtomicBoolean claimed = new AtomicBoolean();
        records.registry().change(repository, abandoned.workspace(), (existing, all) -> {
            if (!existing.equals(abandoned.entry()) || isOwnedByOthers(all, abandoned)) {
                return existing;
            }
            claimed.set(true);
            return Optional.of(
                    existing.map(OrphanRemoval::claimed).orElseGet(() -> placeholder(repository, abandoned)));
        });
        return claimed.get();
    }

    private static boolean isOwnedByOthers(List<WorkspaceEntry> all, OrphanGroup abandoned) {
        return all.stream()
                .filter(entry -> !entry.name().equals(abandoned.workspace()))
                .anyMatch(entry -> abandoned.stacks().stream()
                        .anyMatch(held -> held.what().namespace().equals(entry.namespace())));
    }

    /** What a dead process was at stays written there: if this one dies too, the next must know what is to be ended. */
    private static WorkspaceEntry claimed(WorkspaceEntry entry) {
        return entry.phase() == Phase.READY || entry.phase() == Phase.DOWN
                ? entry.withPhase(Phase.REMOVING).withOwner(ProcessOwner.current("ajj cleanup"))
                : entry.withOwner(ProcessOwner.current(entry.owner().command()));
    }

    /** Stands for a workspace of which only the services are left. Its root is nobody's, for none is known. */
    private static WorkspaceEntry placeholder(Repository repository, OrphanGroup abandoned) {
        return WorkspaceEntry.removing(
                abandoned.workspace(),
                repository.stateDirectory(),
                abandoned.stacks().stream()
                        .map(held -> held.what().namespace())
                        .findFirst()
                        .orElse(""),
                ProcessOwner.current("ajj cleanup"));
    }

    /** The backend asks the engine again afterwards: only what it does not list any more counts as removed. */
    private void removeStacks(
            OrphanGroup abandoned, Optional<Held<Stack>> own, List<Orphan> removed, List<Problem> problems) {
        Backend.Part part = abandoned.stays() ? new Backend.Part.KeepVolumes() : new Backend.Part.Everything();
        Map<String, String> left = new LinkedHashMap<>();
        own.ifPresent(held -> remove(held, part, left));
        abandoned.stacks().stream()
                .filter(held -> own.filter(entry -> entry.backend().equals(held.backend())
                                && entry.what().namespace().equals(held.what().namespace()))
                        .isEmpty())
                .forEach(held -> remove(held, part, left));
        left.forEach((what, reason) ->
                problems.add(BackendProblem.DeprovisionFailed.left(what, reason, "ajj cleanup --force")));
        abandoned.orphans().stream()
                .filter(orphan -> !isWrittenDown(orphan) && !left.containsKey(orphan.what()))
                .forEach(removed::add);
    }

    private static void remove(Held<Stack> held, Backend.Part part, Map<String, String> left) {
        left.putAll(held.backend().remove(held.what(), part).left());
    }

    /**
     * What the entry says that there is, also where the search could not look.
     *
     * @throws Failure {@code BACKEND_UNAVAILABLE} or {@code BACKEND_MISMATCH}: the entry stays then
     */
    private Optional<Held<Stack>> ofEntry(OrphanGroup abandoned) {
        return abandoned
                .entry()
                .flatMap(entry -> abandoned.repository().map(repository -> {
                    Stack stack = new Stack(repository.workspace(entry.name()), entry.root(), entry.namespace());
                    return new Held<>(backends.verified(entry.location()), stack);
                }));
    }

    /** In ajj's own files, not in the engine. */
    private static boolean isWrittenDown(Orphan orphan) {
        return orphan.kind() == Orphan.Kind.ENTRY || orphan.kind() == Orphan.Kind.PORT;
    }
}
