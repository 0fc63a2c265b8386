package dev.aether.ajj.lifecycle;

import dev.aether.ajj.error.Problem.Leftover;
import dev.aether.ajj.model.WorkspaceEntry.Phase;
import dev.aether.ajj.spi.WorkspaceRegistry;
import java.util.List;
import java.util.Optional;

/** The registry says that the workspace is ready. {@link ReserveStep} takes the entry away again. */
final class ConfirmStep implements Step {
    private final Addition addition;
    private final WorkspaceRegistry registry;

    ConfirmStep(Addition addition, WorkspaceRegistry registry) {
        this.addition = addition;
        this.registry = registry;
    }

    @Override
    public String name() {
        return "entry of " + addition.name();
    }

    @Override
    public void perform() {
        registry.change(addition.repository(), addition.name(), _ -> Optional.of(addition.registryEntry(Phase.READY)));
    }

    @Override
    public List<Leftover> undo(List<Leftover> left) {
        return List.of();
    }
}
