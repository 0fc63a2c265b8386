package dev.aether.ajj.lifecycle.cleanup;

import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.model.workspace.WorkspaceId;
import dev.aether.ajj.spi.backend.Stack;
import dev.aether.ajj.spi.vcs.Repository;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What is left of one workspace and belongs to nobody.
 *
 * @param owner whose it was
 * @param repository where it was; empty when the repository is gone, and its registry with it
 * @param entry as it was judged; empty when the registry does not know the workspace
 * @param nameInJj what jj calls the workspace: it may have been renamed there
 * @param action what becomes of the jj workspace
 * @param rootIsOurs whether no other workspace lives in its directory by now
 * @param stacks what was found in engines, each namespace once; not the entry's own, whose place the entry says
 * @param orphans all of it, thing by thing
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

    /** What becomes of the jj workspace. */
    enum WorkspaceAction {
        /** jj keeps it, or does not know it. */
        NONE,
        /** It stays, with its entry, host ports, named volumes and images: only containers and network go. */
        STOP,
        /** jj forgets it. */
        FORGET,
        /** jj has forgotten it already, and the rest of its directory goes. */
        DELETE,
        /** jj has forgotten it already, and its directory stays because there may be something in it that jj has not recorded. */
        KEEP_DIRECTORY,
        /** As if it had never been added: jj forgets it, and its directory goes if jj has recorded all that is in it. */
        UNDO_ADD
    }

    /** Whether the workspace stays, and keeps its data. */
    public boolean keepsWorkspace() {
        return action == WorkspaceAction.STOP;
    }

    public String workspace() {
        return owner.workspace();
    }
}
