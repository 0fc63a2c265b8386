package dev.aether.ajj.lifecycle.workspace;

import dev.aether.ajj.spi.state.PortLedger;
import dev.aether.ajj.spi.state.WorkspaceRegistry;
import dev.aether.ajj.spi.vcs.Repository;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The records of workspaces: entries and reserved ports, changed together so that a crash leaves no port alone. */
@Singleton
public record Records(WorkspaceRegistry registry, PortLedger ledger) {

    /** Removes a workspace's entry and releases its host ports. */
    public void drop(Repository repository, String name) {
        ledger.releaseAll(repository.workspace(name));
        registry.change(repository, name, _ -> Optional.empty());
    }
}
