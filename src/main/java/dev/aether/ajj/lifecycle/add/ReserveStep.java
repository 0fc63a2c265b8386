package dev.aether.ajj.lifecycle.add;

import dev.aether.ajj.error.Problem.RollbackIncomplete.Leftover;
import dev.aether.ajj.lifecycle.environment.Environment;
import dev.aether.ajj.lifecycle.service.BringUp;
import dev.aether.ajj.lifecycle.task.Step;
import dev.aether.ajj.lifecycle.workspace.Records;
import dev.aether.ajj.lifecycle.workspace.WorkspaceName;
import dev.aether.ajj.model.workspace.WorkspaceEntry.Phase;
import java.util.List;
import java.util.Set;

/** Reserves name and host ports before anything is created: from here on, a cleanup finds what a crash leaves. */
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

    /** Whether the workspace was reserved: otherwise it may be that of another process. */
    boolean isOurs() {
        return ours;
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

    /** Keeps the entry while resources remain: {@code ajj workspace forget} needs it to remove them. */
    @Override
    public List<Leftover> rollBack(List<Leftover> left) {
        if (!ours || !left.isEmpty()) {
            return List.of();
        }
        records.registry().change(environment.repository(), environment.name(), existing -> {
            // Other processes may have removed it since, and reserved the name again.
            if (existing.isEmpty() || environment.owns(existing.get())) {
                records.ledger().releaseOthers(environment.id(), Set.of());
            }
            return existing.filter(entry -> !environment.owns(entry));
        });
        return List.of();
    }
}
