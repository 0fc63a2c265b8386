package dev.aether.ajj.lifecycle;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Leftover;
import dev.aether.ajj.error.WorkspaceProblem;
import dev.aether.ajj.model.WorkspaceEntry;
import dev.aether.ajj.model.WorkspaceEntry.Phase;
import dev.aether.ajj.spi.PortLedger;
import dev.aether.ajj.spi.Repository;
import dev.aether.ajj.spi.WorkspaceRegistry;
import java.util.List;
import java.util.Optional;

/** The name and the host ports, written down before anything is made: from here on a crash can be cleaned up after. */
final class ReserveStep implements Step {
    private final Environment environment;
    private final WorkspaceRegistry registry;
    private final PortLedger ledger;
    private volatile boolean ours;

    ReserveStep(Environment environment, WorkspaceRegistry registry, PortLedger ledger) {
        this.environment = environment;
        this.registry = registry;
        this.ledger = ledger;
    }

    @Override
    public String name() {
        return "reservation of " + environment.name();
    }

    @Override
    public void perform() {
        registry.changeAmong(environment.repository(), environment.name(), (existing, all) -> {
            if (existing.isPresent()) {
                throw taken(existing.get(), environment.repository());
            }
            environment.claimNamespace(all);
            new HostPorts(environment, ledger).reserve();
            ours = true;
            return Optional.of(environment.registryEntry(Phase.CREATING));
        });
    }

    /** The failure that tells whose the name is. */
    static Failure taken(WorkspaceEntry existing, Repository repository) {
        return new Failure(new WorkspaceProblem.Exists(
                existing.name(),
                existing.phase() == Phase.READY || existing.phase() == Phase.DOWN
                        ? "its directory is " + existing.root()
                        : (existing.isAbandoned() ? "ajj died while at work on it" : "ajj is at work on it")
                                + " (process " + existing.owner().pid() + ")",
                !existing.root().equals(repository.mainRoot())));
    }

    /** While something is left over, the entry stays: it is what {@code ajj workspace forget} needs to remove the rest. */
    @Override
    public List<Leftover> undo(List<Leftover> left) {
        if (!ours || !left.isEmpty()) {
            return List.of();
        }
        registry.change(environment.repository(), environment.name(), existing -> {
            // Somebody may have taken it away meanwhile, and somebody else have taken the name.
            if (existing.isEmpty() || environment.owns(existing.get())) {
                ledger.releaseAll(environment.portOwner());
            }
            return existing.filter(entry -> !environment.owns(entry));
        });
        return List.of();
    }
}
