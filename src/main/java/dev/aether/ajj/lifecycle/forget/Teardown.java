package dev.aether.ajj.lifecycle.forget;

import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.lifecycle.inject.InjectedFiles;
import dev.aether.ajj.lifecycle.task.Cancellation;
import dev.aether.ajj.lifecycle.task.Tasks;
import dev.aether.ajj.lifecycle.workspace.WorkspaceName;
import dev.aether.ajj.lifecycle.workspace.WorkspaceRef;
import dev.aether.ajj.model.text.ShellWord;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.model.workspace.WorkspaceEntry.Phase;
import dev.aether.ajj.model.workspace.WorkspaceEntry.ProcessOwner;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.backend.Stack;
import dev.aether.ajj.spi.directory.Directories.Mark;
import dev.aether.ajj.spi.directory.Injector;
import dev.aether.ajj.spi.state.WorkspaceRegistry;
import dev.aether.ajj.spi.vcs.Repository;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Removes the services of workspaces that are forgotten, and withdraws their injected files. */
final class Teardown {
    private final WorkspaceRegistry registry;
    private final Injector injector;
    private final ForgetCall call;
    private final Map<String, Removed> removed = new ConcurrentHashMap<>();

    Teardown(WorkspaceRegistry registry, Injector injector, ForgetCall call) {
        this.registry = registry;
        this.injector = injector;
        this.call = call;
    }

    /** Returns the result for a target; empty if its removal has not begun. */
    Optional<Removed> of(WorkspaceRef target) {
        return Optional.ofNullable(removed.get(target.name()));
    }

    /**
     * Removes the services of several workspaces. After an interruption, no further removal begins.
     *
     * @return the interruption
     */
    Optional<Failure> remove(List<WorkspaceRef> targets) {
        try {
            Tasks.few(
                    new Cancellation(),
                    targets.stream()
                            .<Runnable>map(target -> () -> removed.put(target.name(), remove(target)))
                            .toList());
            return Optional.empty();
        } catch (Failure failure) {
            if (failure.first() instanceof Problem.Interrupted) {
                return Optional.of(failure);
            }
            throw failure;
        }
    }

    /**
     * The result of a removal.
     *
     * @param containers number of removed containers
     */
    record Removed(int containers, List<Problem> problems) {}

    private Removed remove(WorkspaceRef target) {
        List<Problem> problems = new ArrayList<>();
        int containers = 0;
        try {
            // Before the claim, which may use the namespace of a workspace without an entry.
            Stack stack = stack(target);
            claim(target, stack);
            target.entry()
                    .filter(entry -> call.places().isOurs(target.root().orElse(entry.root()), target.name()))
                    .ifPresent(entry -> InjectedFiles.withdraw(
                            injector, target.root().orElse(entry.root()), entry.envFiles(), problems));
            if (target.mayHaveServices()) {
                Backend.Removal removal = call.stacks().remove(target, stack, false);
                containers = removal.containers();
                removal.left().forEach((what, reason) -> problems.add(notRemoved(target, what, reason)));
            }
        } catch (Failure failure) {
            problems.addAll(failure.problems());
        }
        return new Removed(containers, problems);
    }

    /**
     * Records the removal in the entry, so that a cleanup can finish it after a crash. A workspace without an entry
     * gets one if its directory is deleted, because jj forgets it before that.
     */
    private void claim(WorkspaceRef target, Stack stack) {
        if (target.entry().isEmpty() && !call.request().removal()) {
            return;
        }
        ProcessOwner self = ProcessOwner.current(call.request().command());
        Optional<WorkspaceEntry> placeholder = call.request().removal()
                ? Optional.of(WorkspaceEntry.removing(target.name(), stack.root(), stack.namespace(), self))
                : Optional.empty();
        registry.change(call.repository(), target.entryName(), existing -> {
            if (existing.isPresent() && target.entry().isEmpty()) {
                throw WorkspaceName.renamed(existing.get());
            }
            return existing.map(found -> found.withPhase(Phase.REMOVING).withOwner(self))
                    .or(() -> placeholder);
        });
        call.places().mark(target, Mark.ENDING);
    }

    private Stack stack(WorkspaceRef target) {
        Repository repository = call.repository();
        return call.stacks()
                .stack(repository, target, target.root().orElse(repository.mainRoot()), registry.entries(repository));
    }

    private Problem notRemoved(WorkspaceRef target, String what, String reason) {
        return BackendProblem.DeprovisionFailed.left(
                what, reason, call.request().command() + " " + ShellWord.operand(target.name()));
    }
}
