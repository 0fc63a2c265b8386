package dev.aether.ajj.lifecycle;

import dev.aether.ajj.error.Leftover;
import dev.aether.ajj.model.WorkspaceEntry;
import dev.aether.ajj.model.WorkspaceEntry.Phase;
import dev.aether.ajj.spi.WorkspaceRegistry;
import java.util.List;
import java.util.Optional;

/**
 * The registry says that the workspace is ready. {@link ReserveStep} takes the entry away again.
 *
 * <p>The entry may have been lost and made again from labels meanwhile: whose the workspace is, its lock has decided.
 */
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
            WorkspaceEntry ready = environment.registryEntry(Phase.READY);
            if (existing.isPresent() && !existing.get().namespace().equals(ready.namespace())) {
                throw ReserveStep.taken(existing.get(), environment.repository());
            }
            return Optional.of(ready);
        });
    }

    @Override
    public List<Leftover> undo(List<Leftover> left) {
        return List.of();
    }
}
