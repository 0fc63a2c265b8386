package dev.aether.ajj.lifecycle.workspace;

import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.spi.vcs.Vcs.VcsWorkspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A workspace, known to jj, to the registry, or to both.
 *
 * @param jj empty when jj does not know it
 * @param entry empty when ajj has created nothing for it
 * @param doubt why the entry may belong to another workspace, as a sentence; empty when it belongs to this one
 */
public record WorkspaceRef(
        String name, Optional<VcsWorkspace> jj, Optional<WorkspaceEntry> entry, Optional<String> doubt) {

    /** Creates one whose entry is its own. */
    public WorkspaceRef(String name, Optional<VcsWorkspace> jj, Optional<WorkspaceEntry> entry) {
        this(name, jj, entry, Optional.empty());
    }

    public boolean knownToJj() {
        return jj.isPresent();
    }

    /** Whether the engine may hold resources of it: the registry says so, or does not know the workspace. */
    public boolean mayHaveServices() {
        return entry.isEmpty() || hasServices();
    }

    /** Whether the registry knows services of it. */
    public boolean hasServices() {
        return entry.map(found -> !found.services().isEmpty()).orElse(false);
    }

    /** Returns its name in the registry, which differs from jj's after a rename with plain jj. */
    public String entryName() {
        return entry.map(WorkspaceEntry::name).orElse(name);
    }

    /** Returns its directory; empty when unknown. After a move, an existing directory of jj or the registry wins. */
    public Optional<Path> root() {
        Optional<Path> known = jj.flatMap(VcsWorkspace::root);
        Optional<Path> registered = entry.map(WorkspaceEntry::root);
        return known.filter(Files::isDirectory).or(() -> registered).or(() -> known);
    }
}
