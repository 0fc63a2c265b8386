package dev.aether.ajj.lifecycle;

import dev.aether.ajj.model.WorkspaceEntry;
import dev.aether.ajj.spi.Repository;
import dev.aether.ajj.spi.Vcs;
import dev.aether.ajj.spi.WorkspaceRegistry;
import java.util.List;
import java.util.Optional;

/** What the registry knows of the workspace that ajj was called in, for commands that must cost nothing. */
final class CurrentEntry {
    private final Vcs vcs;
    private final WorkspaceRegistry registry;

    CurrentEntry(Vcs vcs, WorkspaceRegistry registry) {
        this.vcs = vcs;
        this.registry = registry;
    }

    /** By the directory, which costs nothing; only when that was moved is jj asked for the name. */
    Optional<WorkspaceEntry> find(Repository repository) {
        List<WorkspaceEntry> entries = registry.entries(repository);
        return entries.stream()
                .filter(found -> found.root().equals(repository.workspaceRoot()))
                .findFirst()
                .or(() -> Targets.current(vcs.workspaces(repository), entries).flatMap(Target::entry));
    }
}
