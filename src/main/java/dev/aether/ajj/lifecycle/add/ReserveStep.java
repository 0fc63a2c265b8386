package dev.aether.ajj.lifecycle.add;

import dev.aether.ajj.error.Problem.RollbackIncomplete.Leftover;
import dev.aether.ajj.lifecycle.environment.Environment;
import dev.aether.ajj.lifecycle.service.BringUp;
import dev.aether.ajj.lifecycle.task.Step;
import dev.aether.ajj.lifecycle.workspace.Records;
import dev.aether.ajj.lifecycle.workspace.WorkspaceName;
import dev.aether.ajj.model.workspace.WorkspaceEntry.Phase;
import java.util.List;

/** The name and the host ports, written down before anything is made: from here on a crash can be cleaned up after. */
final class ReserveStep implements Step {
    private final Environment environment;
    private final BringUp bringUp;
    private final Records records;
    private volatile boolean ours;

    ReserveStep(Environment environment, BringUp bringUp, Records records) {
        this.environment = environment;
        this.bringUp = bringUp;
        this.records = records;
    }

    @Override
    public String name() {
        return "reservation of " + environment.name();
    }

    @Override
    public void perform() {
        bringUp.reserve(Phase.CREATING, existing -> {
            if (existing.isPresent()) {
                throw WorkspaceName.taken(existing.get(), environment.repository());
            }
            ours = true;
        });
    }

    /** The entry stays while resources remain: {@code ajj workspace forget} needs it to remove them. */
    @Override
    public List<Leftover> rollBack(List<Leftover> left) {
        if (!ours || !left.isEmpty()) {
            return List.of();
        }
        records.registry().change(environment.repository(), environment.name(), existing -> {
            // Another process may have removed it since, and a third one may have reserved the name.
            if (existing.isEmpty() || environment.owns(existing.get())) {
                records.ledger().releaseAll(environment.id());
            }
            return existing.filter(entry -> !environment.owns(entry));
        });
        return List.of();
    }
}
