package dev.aether.ajj.lifecycle.service;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.lifecycle.environment.Environment;
import dev.aether.ajj.lifecycle.inject.InjectedFiles;
import dev.aether.ajj.lifecycle.task.Cancellation;
import dev.aether.ajj.lifecycle.task.Saga;
import dev.aether.ajj.lifecycle.task.Tasks;
import dev.aether.ajj.lifecycle.view.Change;
import dev.aether.ajj.lifecycle.workspace.WorkspaceName;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.model.workspace.WorkspaceEntry.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Makes a workspace match its diff. Unlike a {@link Saga} it has no way back: each step leads nearer to what is
 * declared, what is up stays, and a further run goes on from wherever this one ended.
 */
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
     * Does it.
     *
     * @throws Failure the reason; behind it, when something has been changed, how things are now
     */
    public void run() {
        try {
            // On a thread of its own, so that an interruption never cuts a call to the engine off.
            Tasks.all(cancellation, List.of(this::perform));
        } catch (RuntimeException thrown) {
            Failure failure = Failure.of(thrown);
            // The interruption has been heard; what is to be written now must not be cut off by it.
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
        boolean isNew = diff.before().map(WorkspaceEntry::phase).orElse(Phase.CREATING) == Phase.CREATING;
        bringUp.reserve(isNew ? Phase.CREATING : Phase.READY, this::refuseForeignEntry);
        begun = true;
        bringUp.provide(CompletableFuture.completedFuture(null));
        cancellation.check();
        inject();
        bringUp.releaseUnusedPorts();
        if (!diff.isRecorded()) {
            bringUp.record();
        }
    }

    /** The registry may have got an entry meanwhile: this workspace's own, from labels, or one that jj has renamed since. */
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

    /** After a failure: the registry and the injected files are to say how things are now, not how they were. */
    private List<Problem> settle() {
        List<Problem> problems = new ArrayList<>();
        if (!begun) {
            attempt(files::rollBack, problems);
            return problems;
        }
        attempt(bringUp::record, problems);
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
