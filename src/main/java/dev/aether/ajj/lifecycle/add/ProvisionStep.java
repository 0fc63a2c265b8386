package dev.aether.ajj.lifecycle.add;

import dev.aether.ajj.error.Problem.RollbackIncomplete.Leftover;
import dev.aether.ajj.lifecycle.service.BringUp;
import dev.aether.ajj.lifecycle.service.Operation;
import dev.aether.ajj.lifecycle.task.Step;
import dev.aether.ajj.lifecycle.workspace.WorkspaceProgress;
import dev.aether.ajj.model.text.ShellWord;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.report.Progress;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;

/** The services of a new workspace. The rollback removes the whole stack. */
final class ProvisionStep implements Step {
    private final BringUp bringUp;
    private final Operation operation;
    private final CompletableFuture<Void> checkedOut;
    private final WorkspaceProgress progress;
    private volatile boolean begun;

    /** @param checkedOut done when the workspace's files exist */
    ProvisionStep(
            BringUp bringUp, Operation operation, CompletableFuture<Void> checkedOut, WorkspaceProgress progress) {
        this.bringUp = bringUp;
        this.operation = operation;
        this.checkedOut = checkedOut;
        this.progress = progress;
    }

    @Override
    public String name() {
        return "services of " + operation.environment().name();
    }

    @Override
    public void perform() {
        begun = !operation.environment().declaredServices().isEmpty();
        bringUp.provision(checkedOut);
    }

    @Override
    public List<Leftover> rollBack(List<Leftover> before) {
        if (!begun) {
            return List.of();
        }
        progress.rollBack();
        SequencedMap<String, String> left = operation
                .backend()
                .remove(operation.environment().stack(), new Backend.Part.Everything())
                .left();
        if (left.isEmpty()) {
            // Including services that had no container yet.
            bringUp.changes().begun().forEach(service -> progress.update(service, Progress.Stage.ROLLED_BACK, ""));
        }
        return left.entrySet().stream()
                .map(entry -> new Leftover(
                        entry.getKey(),
                        entry.getValue(),
                        "ajj workspace forget "
                                + ShellWord.operand(operation.environment().name())))
                .toList();
    }
}
