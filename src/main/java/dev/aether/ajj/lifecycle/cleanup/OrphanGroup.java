package dev.aether.ajj.lifecycle.cleanup;

import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.model.workspace.WorkspaceId;
import dev.aether.ajj.spi.backend.Stack;
import dev.aether.ajj.spi.vcs.Repository;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The orphans of one workspace.
 *
 * @param repository empty when the repository does not exist
 * @param entry its entry when it was checked; empty without one, as for a repository that does not exist
 * @param nameInJj its current name in jj
 * @param rootIsOurs whether no other workspace is in its directory
 * @param stacks its stacks on engines, by resources found; the entry's own stack may be missing
 */
public record OrphanGroup(
        WorkspaceId owner,
        Optional<Repository> repository,
        Optional<WorkspaceEntry> entry,
        String nameInJj,
        WorkspaceAction action,
        boolean rootIsOurs,
        Collection<Located<Stack>> stacks,
        List<Orphan> orphans) {

    /** What happens to the jj workspace. */
    enum WorkspaceAction {
        /** Nothing: jj keeps it, or does not know it. */
        NONE,
        /** Only containers and network are removed; entry, host ports, named volumes and images stay. */
        STOP,
        /** jj forgets it. */
        FORGET,
        /** The rest of its directory is deleted, unless it may contain unrecorded files; jj has forgotten it already. */
        DELETE,
        /** The addition is undone: jj forgets it, and its directory is deleted if jj has recorded everything in it. */
        UNDO_ADD
    }

    /** Whether the workspace keeps its entry and data. */
    public boolean keepsWorkspace() {
        return action == WorkspaceAction.STOP;
    }

    public String workspace() {
        return owner.workspace();
    }
}
