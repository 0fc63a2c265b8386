package dev.aether.ajj.lifecycle.directory;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.lifecycle.workspace.Ownership;
import dev.aether.ajj.lifecycle.workspace.WorkspaceRef;
import dev.aether.ajj.model.text.ShellWord;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Vcs;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What is against letting jj forget a workspace, whether its directory stays or not. */
public final class ForgetCheck {
    private final Vcs vcs;
    private final Repository repository;

    public ForgetCheck(Vcs vcs, Repository repository) {
        this.vcs = vcs;
        this.repository = repository;
    }

    /**
     * Refuses where something else would go with a workspace, or another one would be meant.
     *
     * @param entries all of the repository
     * @throws Failure {@code USAGE}
     */
    public void check(List<WorkspaceRef> targets, List<WorkspaceEntry> entries) {
        checkSubmodules(targets.stream()
                .filter(WorkspaceRef::knownToJj)
                .flatMap(target -> target.root().stream())
                .toList());
        checkNames(targets, entries);
    }

    /**
     * Refuses a name by which a directory calls itself that is not the one jj has for it: after a rename to a name that another
     * workspace had before, jj has the directory of that one.
     */
    private void checkNames(List<WorkspaceRef> targets, List<WorkspaceEntry> entries) {
        for (WorkspaceRef target : targets) {
            Optional<Path> root = target.root();
            entries.stream()
                    .map(WorkspaceEntry::root)
                    .filter(other -> root.filter(found -> !found.equals(other)).isPresent()
                            && vcs.nameAt(other).filter(target.name()::equals).isPresent()
                            && new Ownership(vcs, repository).isWorkspace(other))
                    .findFirst()
                    .ifPresent(other -> {
                        throw new Failure(new Problem.Usage(
                                "two directories call themselves the workspace \"" + target.name() + "\": "
                                        + root.orElseThrow() + " and " + other,
                                List.of("give it a name that no other had: cd " + ShellWord.quoted(other.toString())
                                        + " && jj workspace rename NAME")));
                    });
        }
    }

    /**
     * Refuses to forget workspaces when repositories of submodules would go with them: no snapshot holds these.
     *
     * @param roots the directories of the workspaces
     * @throws Failure {@code USAGE}
     */
    public void checkSubmodules(List<Path> roots) {
        vcs.submodulesLost(repository, roots).ifPresent(found -> {
            throw new Failure(new Problem.Usage(
                    "Git keeps submodules in " + found + ", and jj deletes them when it forgets the workspace",
                    List.of(
                            "if they are of a workspace that was moved: git worktree repair DIRECTORY",
                            "else push what only they have, then delete them: rm -r "
                                    + ShellWord.quoted(found.toString()))));
        });
    }
}
