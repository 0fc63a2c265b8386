package dev.aether.ajj.lifecycle;

import dev.aether.ajj.error.Problem.Leftover;
import dev.aether.ajj.model.WorkspaceEntry.Phase;
import dev.aether.ajj.spi.WorkspaceRegistry;
import java.util.List;
import java.util.Optional;

/** The registry says that the workspace is ready. {@link ReserveStep} takes the entry away again. */
final class ConfirmStep implements Step {
    private final Environment environment;
    private final WorkspaceRegistry registry;

    ConfirmStep(Environment environment, WorkspaceRegistry registry) {
        this.environment = environment;
        this.registry = registry;
    }

    @Override
    public String name() {
        return "entry of " + environment.name();
    }

    @Override
    public void perform() {
        registry.change(
                environment.repository(), environment.name(), _ -> Optional.of(environment.registryEntry(Phase.READY)));
    }

    @Override
    public List<Leftover> undo(List<Leftover> left) {
        return List.of();
    }
}
