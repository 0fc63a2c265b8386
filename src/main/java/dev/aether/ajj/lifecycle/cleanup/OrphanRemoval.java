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
import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Vcs.VcsWorkspace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Removes orphans. It may be killed at any point: the entry is removed last. Thread-safe for different workspaces.
 *
 * @param deadline ends the wait for another ajj
 */
public record OrphanRemoval(
        Checkouts checkouts, Records records, StackBackends backends, Deadline deadline, Progress progress) {
    /**
     * The result for one workspace.
     *
     * @param removed confirmed by a later query to the engine
     */
    public record Removed(List<Orphan> removed, List<Problem> problems) {
        static final Removed NOTHING = new Removed(List.of(), List.of());
    }

    /** Removes a group, unless its workspace has changed since it was found. */
    public Removed remove(OrphanGroup group) {
        if (group.repository().isEmpty()) {
            return removeAlone(group);
        }
        try {
            return new WorkspaceLock(records.registry(), group.repository().get(), deadline, progress)
                    .holding(List.of(group.workspace()), () -> removeAlone(group));
        } catch (Failure locked) {
            return new Removed(List.of(), locked.problems());
        }
    }

    private Removed removeAlone(OrphanGroup group) {
        List<Orphan> removed = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        try {
            // First: if the entry's engine does not answer, nothing is changed.
            Optional<Located<Stack>> own = ofEntry(group);
            if (!claim(group)) {
                progress.warn("the workspace " + group.workspace() + " has changed in the meantime, so it stays");
                return Removed.NOTHING;
            }
            Optional<WorkspaceCleanup> cleanup =
                    group.entry().map(_ -> new WorkspaceCleanup(checkouts, records.registry(), progress, group));
            cleanup.ifPresent(each -> each.withdraw(problems));
            removeStacks(group, own, removed, problems);
            if (problems.isEmpty()) {
                cleanup.flatMap(WorkspaceCleanup::end).ifPresent(problems::add);
            }
            if (group.keepsWorkspace()) {
                if (problems.isEmpty()) {
                    cleanup.ifPresent(WorkspaceCleanup::keepEntry);
                }
                return new Removed(removed, problems);
            }
            if (problems.isEmpty()) {
                records.ledger().releaseOthers(group.owner(), Set.of());
            }
            if (problems.isEmpty() || cleanup.isEmpty()) {
                group.repository()
                        .ifPresent(repository ->
                                records.registry().change(repository, group.workspace(), _ -> Optional.empty()));
                cleanup.ifPresent(WorkspaceCleanup::releaseIgnored);
            }
            if (problems.isEmpty()) {
                group.orphans().stream().filter(OrphanRemoval::isWrittenDown).forEach(removed::add);
            }
        } catch (Failure failure) {
            problems.addAll(failure.problems());
        }
        return new Removed(removed, problems);
    }

    /**
     * Claims the workspace's name, so that no other process can create anything under it. {@code ajj workspace add}
     * first enters its name under the same lock, and refuses an existing one. So everything removed afterwards is an
     * orphan.
     *
     * @return whether the workspace is unchanged since it was found
     */
    private boolean claim(OrphanGroup group) {
        if (group.repository().isEmpty()) {
            return checkouts.directories().isGone(group.owner().repositoryRoot());
        }
        Repository repository = group.repository().get();
        // `jj undo` restores workspaces.
        List<WorkspaceEntry> entries = records.registry().entries(repository);
        List<VcsWorkspace> workspaces = checkouts.vcs().workspaces(repository);
        if (!new RepositoryOrphans(repository, _ -> false, checkouts.directories(), entries, workspaces)
                .isUnchanged(group)) {
            return false;
        }
        AtomicBoolean claimed = new AtomicBoolean();
        records.registry().change(repository, group.workspace(), (existing, all) -> {
            if (!existing.equals(group.entry()) || isOwnedByOthers(all, group)) {
                return existing;
            }
            claimed.set(true);
            return Optional.of(existing.map(OrphanRemoval::claimed).orElseGet(() -> placeholder(repository, group)));
        });
        return claimed.get();
    }

    private static boolean isOwnedByOthers(List<WorkspaceEntry> all, OrphanGroup group) {
        return all.stream()
                .filter(entry -> !entry.name().equals(group.workspace()))
                .anyMatch(entry -> group.stacks().stream()
                        .anyMatch(located -> located.item().namespace().equals(entry.namespace())));
    }

    /** Keeps the command of a dead process: if this process dies, too, the next cleanup must know what to finish. */
    private static WorkspaceEntry claimed(WorkspaceEntry entry) {
        return entry.phase() == Phase.READY || entry.phase() == Phase.DOWN
                ? entry.withPhase(Phase.REMOVING).withOwner(ProcessOwner.current("ajj cleanup"))
                : entry.withOwner(ProcessOwner.current(entry.owner().command()));
    }

    /** Returns an entry for a workspace of which only resources are left. Its root is no workspace. */
    private static WorkspaceEntry placeholder(Repository repository, OrphanGroup group) {
        return WorkspaceEntry.removing(
                group.workspace(),
                repository.stateDirectory(),
                group.stacks().stream()
                        .map(located -> located.item().namespace())
                        .findFirst()
                        .orElse(""),
                ProcessOwner.current("ajj cleanup"));
    }

    /** Removes the stacks. The backend then queries the engine: only what is no longer listed counts as removed. */
    private void removeStacks(
            OrphanGroup group, Optional<Located<Stack>> own, List<Orphan> removed, List<Problem> problems) {
        Backend.Part part = group.keepsWorkspace() ? new Backend.Part.KeepVolumes() : new Backend.Part.Everything();
        Map<String, String> left = new LinkedHashMap<>();
        own.ifPresent(located -> remove(located, part, left));
        group.stacks().stream()
                .filter(located -> own.filter(entry -> entry.backend().equals(located.backend())
                                && entry.item()
                                        .namespace()
                                        .equals(located.item().namespace()))
                        .isEmpty())
                .forEach(located -> remove(located, part, left));
        left.forEach((what, reason) ->
                problems.add(BackendProblem.DeprovisionFailed.left(what, reason, "ajj cleanup --force")));
        group.orphans().stream()
                .filter(orphan -> !isWrittenDown(orphan) && !left.containsKey(orphan.what()))
                .forEach(removed::add);
    }

    private static void remove(Located<Stack> located, Backend.Part part, Map<String, String> left) {
        left.putAll(located.backend().remove(located.item(), part).left());
    }

    /**
     * Returns the entry's own stack, which a failed search may have missed.
     *
     * @throws Failure {@code BACKEND_UNAVAILABLE} or {@code BACKEND_MISMATCH}; the entry stays then
     */
    private Optional<Located<Stack>> ofEntry(OrphanGroup group) {
        return group.entry()
                .flatMap(entry -> group.repository().map(repository -> {
                    Stack stack = new Stack(repository.workspace(entry.name()), entry.root(), entry.namespace());
                    return new Located<>(backends.verified(entry.location()), stack);
                }));
    }

    /** Whether it is in ajj's own files, not in the engine. */
    private static boolean isWrittenDown(Orphan orphan) {
        return orphan.kind() == Orphan.Kind.ENTRY || orphan.kind() == Orphan.Kind.PORT;
    }
}
