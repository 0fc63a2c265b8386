package dev.aether.ajj.lifecycle.workspace;

import dev.aether.ajj.spi.state.PortLedger;
import dev.aether.ajj.spi.state.WorkspaceRegistry;
import dev.aether.ajj.spi.vcs.Repository;
import java.util.Optional;
import java.util.Set;

/** The entries and reserved ports of workspaces, which change together: a crash leaves no port without an entry. */
public record Records(WorkspaceRegistry registry, PortLedger ledger) {

    /** Removes a workspace's entry and releases its host ports. */
    public void drop(Repository repository, String name) {
        ledger.releaseOthers(repository.workspace(name), Set.of());
        registry.change(repository, name, _ -> Optional.empty());
    }
}
