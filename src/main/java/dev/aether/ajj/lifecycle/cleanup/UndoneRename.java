package dev.aether.ajj.lifecycle.cleanup;

import dev.aether.ajj.lifecycle.workspace.WorkspaceDirectories;
import dev.aether.ajj.lifecycle.workspace.WorkspaceRef;
import dev.aether.ajj.lifecycle.workspace.WorkspaceRefs;
import dev.aether.ajj.model.ShellWord;
import dev.aether.ajj.model.WorkspaceEntry;
import dev.aether.ajj.spi.Repository;
import dev.aether.ajj.spi.Vcs;
import dev.aether.ajj.spi.Vcs.VcsWorkspace;
import java.util.Collection;
import java.util.List;

/**
 * A workspace whose rename was undone in jj, with {@code jj undo} or {@code jj op restore}. Its directory and its entry keep the
 * new name. jj knows the former one again, but not the directory that it belongs to. The workspace is alive, and its services
 * are no orphans.
 *
 * @param entry under the new name
 * @param former names in jj that no directory is known for: one of them is the workspace's
 */
public record UndoneRename(WorkspaceEntry entry, List<String> former) {

    /** Those of a repository. Where jj has only forgotten a workspace, it knows the directories of all others. */
    public static List<UndoneRename> all(
            Vcs vcs, Repository repository, List<WorkspaceEntry> entries, List<VcsWorkspace> workspaces) {
        Collection<WorkspaceRef> targets = WorkspaceRefs.all(workspaces, entries);
        List<String> former = targets.stream()
                .filter(target -> target.entry().isEmpty())
                .filter(target -> target.jj().filter(jj -> jj.root().isEmpty()).isPresent())
                .map(WorkspaceRef::name)
                .toList();
        if (former.isEmpty()) {
            return List.of();
        }
        return targets.stream()
                .filter(target -> !target.knownToJj())
                .flatMap(target -> target.entry().stream())
                .filter(entry -> !OrphanRules.isUnfinished(entry)
                        && WorkspaceDirectories.isWorkspace(vcs, repository, entry.root()))
                .map(entry -> new UndoneRename(entry, former))
                .toList();
    }

    /** Whether what was found belongs to it. */
    public boolean owns(OrphanGroup found) {
        return found.workspace().equals(entry.name());
    }

    /** What has happened. */
    public String message() {
        return "the rename of the workspace " + entry.name() + " was undone: jj knows " + String.join(", ", former)
                + " without a directory, and " + entry.root() + " is there. Its services are kept";
    }

    /** What to do about it. */
    public List<String> hints() {
        return List.of(
                "to restore the name, choose an operation after the rename: jj op log, jj op restore OPERATION",
                "to remove the services: ajj workspace forget " + ShellWord.quoted(entry.name()));
    }
}
