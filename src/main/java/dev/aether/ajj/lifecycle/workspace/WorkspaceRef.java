package dev.aether.ajj.lifecycle.workspace;

import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.spi.vcs.Vcs.VcsWorkspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A workspace that a command is about: known to jj, to the registry, or to both.
 *
 * @param jj empty when jj does not know it
 * @param entry empty when ajj has made nothing for it
 * @param doubt why the entry may be another one's, as a sentence; empty when it is this one's
 */
public record WorkspaceRef(
        String name, Optional<VcsWorkspace> jj, Optional<WorkspaceEntry> entry, Optional<String> doubt) {

    /** One without a doubt. */
    public WorkspaceRef(String name, Optional<VcsWorkspace> jj, Optional<WorkspaceEntry> entry) {
        this(name, jj, entry, Optional.empty());
    }

    public boolean knownToJj() {
        return jj.isPresent();
    }

    /** Whether the engine may hold something of it: the registry says so, or does not know it. */
    public boolean mayHaveServices() {
        return entry.isEmpty() || hasServices();
    }

    /** Whether the registry says that the engine holds something of it. */
    public boolean hasServices() {
        return entry.map(found -> !found.services().isEmpty()).orElse(false);
    }

    /** What the registry calls it: another name than jj's when somebody has renamed it with plain jj. */
    public String entryName() {
        return entry.map(WorkspaceEntry::name).orElse(name);
    }

    /**
     * Its directory; empty when unknown. When it was moved, jj and the registry may both be behind: the one
     * that names a directory is right.
     */
    public Optional<Path> root() {
        Optional<Path> known = jj.flatMap(VcsWorkspace::root);
        Optional<Path> registered = entry.map(WorkspaceEntry::root);
        return known.filter(Files::isDirectory).or(() -> registered).or(() -> known);
    }
}
