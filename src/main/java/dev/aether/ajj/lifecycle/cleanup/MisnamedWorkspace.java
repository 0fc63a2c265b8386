package dev.aether.ajj.lifecycle.cleanup;

import dev.aether.ajj.lifecycle.workspace.Ownership;
import dev.aether.ajj.lifecycle.workspace.WorkspaceRef;
import dev.aether.ajj.lifecycle.workspace.WorkspaceRefs;
import dev.aether.ajj.model.text.ShellWord;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Vcs;
import dev.aether.ajj.spi.vcs.Vcs.VcsWorkspace;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A workspace whose name in jj has no directory, or another one's. After {@code jj undo} of a rename, its directory
 * and entry keep the new name, and jj has no directory for the old one. After a rename to a name that another
 * workspace had before, jj has the directory of that one. The workspace is in use, so its services are no orphans.
 *
 * @param entry under a name that jj does not know
 * @param former names in jj, one of which is the workspace's
 */
public record MisnamedWorkspace(WorkspaceEntry entry, List<String> former) {

    /** Returns those of a repository. If jj has only forgotten a workspace, it knows the directories of all others. */
    public static List<MisnamedWorkspace> all(
            Vcs vcs, Repository repository, List<WorkspaceEntry> entries, List<VcsWorkspace> workspaces) {
        Collection<WorkspaceRef> targets = WorkspaceRefs.all(workspaces, entries);
        List<String> former = targets.stream()
                .filter(target -> target.entry().isEmpty())
                .filter(target -> target.jj().filter(jj -> jj.root().isEmpty()).isPresent())
                .map(WorkspaceRef::name)
                .toList();
        Set<String> known = workspaces.stream().map(VcsWorkspace::name).collect(Collectors.toSet());
        Ownership ownership = new Ownership(vcs, repository);
        return targets.stream()
                .filter(target -> !target.knownToJj())
                .flatMap(target -> target.entry().stream())
                .filter(entry -> !OrphanRules.isUnfinished(entry) && ownership.isWorkspace(entry.root()))
                .map(entry -> new MisnamedWorkspace(
                        entry,
                        vcs.nameAt(entry.root())
                                .filter(known::contains)
                                .map(List::of)
                                .orElse(former)))
                .filter(misnamed -> !misnamed.former().isEmpty())
                .toList();
    }

    /** Whether a group belongs to it. */
    public boolean owns(OrphanGroup found) {
        return found.workspace().equals(entry.name());
    }

    /** Returns a description of the state. */
    public String message() {
        return "the workspace " + entry.name() + " was renamed, or its rename was undone: jj knows "
                + String.join(", ", former) + " without its directory " + entry.root() + ". Its services are kept";
    }

    /** Returns hints for the user. */
    public List<String> hints() {
        return List.of(
                "to restore the name, choose an operation in which it was right: jj op log, jj op restore OPERATION",
                "to remove the services: ajj workspace forget " + ShellWord.operand(entry.name()));
    }
}
