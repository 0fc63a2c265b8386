package dev.aether.ajj.lifecycle.service;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.lifecycle.environment.Environment;
import dev.aether.ajj.lifecycle.inject.InjectedFiles;
import dev.aether.ajj.lifecycle.task.Cancellation;
import dev.aether.ajj.lifecycle.task.Tasks;
import dev.aether.ajj.lifecycle.view.Change;
import dev.aether.ajj.lifecycle.workspace.WorkspaceName;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.model.workspace.WorkspaceEntry.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Makes a workspace match its diff, without a rollback: running services stay, and the next run continues. */
public final class Reconciliation {
    private final BringUp bringUp;
    private final Diff diff;
    private final InjectedFiles files;
    private final Cancellation cancellation;
    private volatile boolean begun;
    private volatile boolean injected;

    public Reconciliation(BringUp bringUp, InjectedFiles files, Cancellation cancellation) {
        this.bringUp = bringUp;
        this.diff = bringUp.diff();
        this.files = files;
        this.cancellation = cancellation;
    }

    /**
     * Runs all steps.
     *
     * @throws Failure the reason; if something has changed, followed by the current state
     */
    public void run() {
        try {
            // On its own thread, so that an interruption never reaches a call to the engine.
            Tasks.all(cancellation, List.of(this::perform));
        } catch (RuntimeException thrown) {
            Failure failure = Failure.of(thrown);
            // Clear the interruption: it must not reach the writes that follow.
            boolean _ = Thread.interrupted();
            cancellation.beginRollback();
            throw failure.and(settle().stream()
                    .filter(problem -> !failure.problems().contains(problem))
                    .toList());
        }
    }

    /** Whether injected files were written. */
    public boolean injected() {
        return injected;
    }

    private void perform() {
        ServiceChanges changes = bringUp.changes();
        files.prepare();
        cancellation.check();
        diff.undeclared().forEach(changes::remove);
        if (diff.startsWithFiles()) {
            diff.plans().forEach(changes::removeOutdated);
        }
        if (!diff.undeclared().isEmpty()) {
            // A renamed service takes over the fixed ports of its old name.
            bringUp.releaseUnusedPorts();
        }
        boolean isNew = diff.before().map(WorkspaceEntry::phase).orElse(Phase.CREATING) == Phase.CREATING;
        bringUp.reserve(isNew ? Phase.CREATING : Phase.READY, this::refuseForeignEntry);
        begun = true;
        bringUp.provision(CompletableFuture.completedFuture(null));
        cancellation.check();
        inject();
        bringUp.releaseUnusedPorts();
        // The reservation has recorded that changed services are not ready.
        if (!diff.isAsDeclared() || !diff.isRecorded()) {
            bringUp.record();
        }
    }

    /** Refuses another workspace's entry, which may have been restored or renamed meanwhile. */
    private void refuseForeignEntry(Optional<WorkspaceEntry> existing) {
        Environment environment = diff.environment();
        existing.filter(entry -> diff.before().isEmpty() && !entry.root().equals(environment.root()))
                .ifPresent(entry -> {
                    throw WorkspaceName.renamed(entry);
                });
    }

    private void inject() {
        injected = bringUp.inject();
    }

    /** Updates the registry and the injected files after a failure. */
    private List<Problem> settle() {
        List<Problem> problems = new ArrayList<>();
        if (!begun) {
            attempt(files::rollBack, problems);
            return problems;
        }
        attempt(bringUp::recordUnfinished, problems);
        attempt(bringUp::releaseUnusedPorts, problems);
        boolean wasInjected =
                diff.before().filter(entry -> !entry.envFiles().isEmpty()).isPresent();
        attempt(wasInjected ? this::inject : files::rollBack, problems);
        problems.add(new Problem.Unfinished(
                diff.environment().name(),
                bringUp.changes().done(diff.plans()).entrySet().stream()
                        .filter(change -> change.getValue() != Change.UNCHANGED)
                        .map(change -> change.getKey() + " " + change.getValue().word())
                        .toList(),
                bringUp.changes().lost()));
        return problems;
    }

    private static void attempt(Runnable work, List<Problem> problems) {
        try {
            work.run();
        } catch (RuntimeException thrown) {
            problems.addAll(Failure.of(thrown).problems());
        }
    }
}
