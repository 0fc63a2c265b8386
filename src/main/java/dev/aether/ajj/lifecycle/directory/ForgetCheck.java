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

/** Checks before jj forgets a workspace, with or without its directory. */
public final class ForgetCheck {
    private final Vcs vcs;
    private final Repository repository;

    public ForgetCheck(Vcs vcs, Repository repository) {
        this.vcs = vcs;
        this.repository = repository;
    }

    /**
     * Refuses a workspace whose removal would delete something else, or whose name is ambiguous.
     *
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
     * Refuses a name that two directories record as their own. After a rename to a name that another workspace had
     * before, jj reports the directory of that one.
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
                                "two directories claim to be the workspace \"" + target.name() + "\": "
                                        + root.orElseThrow() + " and " + other,
                                List.of("rename one to a name that was never used: cd "
                                        + ShellWord.quoted(other.toString()) + " && jj workspace rename NAME")));
                    });
        }
    }

    /**
     * Refuses to forget workspaces whose submodules have their repositories there: no snapshot holds these.
     *
     * @throws Failure {@code USAGE}
     */
    public void checkSubmodules(List<Path> roots) {
        vcs.submodulesLost(repository, roots).ifPresent(found -> {
            throw new Failure(new Problem.Usage(
                    "Git keeps submodules in " + found + ", and jj deletes them when it forgets the workspace",
                    List.of(
                            "if they belong to a workspace that was moved: git worktree repair DIRECTORY",
                            "otherwise push what only they contain, then delete them: rm -r "
                                    + ShellWord.quoted(found.toString()))));
        });
    }
}
