package dev.aether.ajj.lifecycle;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.error.Problem.Leftover;
import dev.aether.ajj.model.WorkspaceEntry.Phase;
import dev.aether.ajj.spi.WorkspaceRegistry;
import java.util.List;
import java.util.Optional;

/** The registry says that the workspace is ready, if nobody has taken it away while it was being made. {@link ReserveStep} takes the entry away again. */
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
        registry.change(environment.repository(), environment.name(), existing -> {
            if (existing.filter(environment::owns).isEmpty()) {
                throw new Failure(new Problem.WorkspaceNotFound(environment.name(), List.of()));
            }
            return Optional.of(environment.registryEntry(Phase.READY));
        });
    }

    @Override
    public List<Leftover> undo(List<Leftover> left) {
        return List.of();
    }
}
