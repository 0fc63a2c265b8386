package dev.aether.ajj.lifecycle.directory;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.lifecycle.workspace.Checkouts;
import dev.aether.ajj.lifecycle.workspace.Ownership;
import dev.aether.ajj.lifecycle.workspace.WorkspaceRef;
import dev.aether.ajj.model.text.ShellWord;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.spi.vcs.Repository;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Checks before jj forgets a workspace, with or without its directory. */
public record RemovalCheck(Checkouts checkouts, Repository repository, RecordedRepositories recorded) {
    /**
     * Refuses directories that must stay.
     *
     * @throws Failure {@code USAGE} for the main workspace, for one that contains the current directory or another
     *     workspace, and when a directory is unknown
     */
    public void removal(List<WorkspaceRef> targets, Path currentDirectory) {
        for (WorkspaceRef target : targets) {
            Path root = target.root()
                    .orElseThrow(() -> refused(
                            "the directory of \"" + target.name() + "\" is unknown",
                            "to make jj forget it here: ajj workspace forget " + ShellWord.operand(target.name())));
            if (root.equals(repository.mainRoot())) {
                throw refused(
                        "the main workspace \"" + target.name() + "\" holds the repository itself",
                        "to remove only its services: ajj down --volumes");
            }
            if (currentDirectory.startsWith(root)) {
                throw refused(
                        "you are in the workspace \"" + target.name() + "\"",
                        "leave it first: cd "
                                + ShellWord.quoted(repository.mainRoot().toString()) + " && ajj workspace remove "
                                + ShellWord.operand(target.name()));
            }
            refuseLink(target, root);
            refuseAnother(target, root);
            refuseOthersBelow(target, root);
            refuseObstacle(target, root);
        }
    }

    /** Refuses a path that is a link: deleting the link would keep the directory and ajj's files in it. */
    private void refuseLink(WorkspaceRef target, Path root) {
        ownership()
                .located(root)
                .map(Repository::workspaceRoot)
                .filter(real ->
                        !root.startsWith(real) && !checkouts.directories().isGone(root))
                .ifPresent(real -> {
                    throw refused(
                            "the directory of \"" + target.name() + "\" is a link to " + real,
                            "replace the link by the directory: rm "
                                    + ShellWord.quoted(root.toString()) + " && mv "
                                    + ShellWord.quoted(real.toString()) + " " + ShellWord.quoted(root.toString()));
                });
    }

    private void refuseObstacle(WorkspaceRef target, Path root) {
        recorded.find(target, root);
        checkouts
                .directories()
                .obstacle(root, bare -> recorded.contains(root, bare))
                .ifPresent(found -> {
                    throw refused("the directory of \"" + target.name() + "\" holds " + found.what(), found.hint());
                });
    }

    /** Refuses another workspace's directory: workspaces may have been moved, or the repository copied. */
    private void refuseAnother(WorkspaceRef target, Path root) {
        ownership()
                .mainRootOf(root)
                .filter(owner -> !owner.equals(repository.mainRoot()))
                .ifPresent(owner -> {
                    throw refused(
                            "the directory " + root + " belongs to the repository " + owner,
                            "to make jj forget it here: ajj workspace forget " + ShellWord.operand(target.name()));
                });
        ownership().otherWorkspaceAt(root, target.name()).ifPresent(other -> {
            throw refused(
                    "the workspace \"" + other + "\" is in " + root + " now, and the directory of \"" + target.name()
                            + "\" is unknown",
                    "to remove only its services: ajj workspace forget " + ShellWord.operand(target.name()));
        });
    }

    /** Refuses a directory that contains another workspace or the repository. */
    private void refuseOthersBelow(WorkspaceRef target, Path root) {
        if (repository.mainRoot().startsWith(root)) {
            throw refused(
                    "the directory of \"" + target.name() + "\" holds the repository itself, in "
                            + repository.mainRoot(),
                    "to remove only its services: ajj workspace forget " + ShellWord.operand(target.name()));
        }
        checkouts.vcs().workspaces(repository).stream()
                .filter(other -> !other.name().equals(target.name()))
                .filter(other -> other.root()
                        .filter(inside -> !inside.equals(root)
                                && inside.startsWith(root)
                                && !checkouts.directories().isGone(inside))
                        .isPresent())
                .findFirst()
                .ifPresent(other -> {
                    throw refused(
                            "the directory of \"" + target.name() + "\" holds the workspace \"" + other.name() + "\"",
                            "remove that one first: ajj workspace remove " + ShellWord.operand(other.name()));
                });
    }

    /**
     * Refuses a workspace whose removal would delete something else, or whose name is ambiguous.
     *
     * @throws Failure {@code USAGE}
     */
    public void forget(List<WorkspaceRef> targets, List<WorkspaceEntry> entries) {
        submodules(targets.stream()
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
                            && checkouts
                                    .vcs()
                                    .nameAt(other)
                                    .filter(target.name()::equals)
                                    .isPresent()
                            && ownership().isWorkspace(other))
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
    public void submodules(List<Path> roots) {
        checkouts.vcs().submodulesLost(repository, roots).ifPresent(found -> {
            throw new Failure(new Problem.Usage(
                    "Git keeps submodules in " + found + ", and jj deletes them when it forgets the workspace",
                    List.of(
                            "if they belong to a workspace that was moved: git worktree repair DIRECTORY",
                            "otherwise push what only they contain, then delete them: rm -r "
                                    + ShellWord.quoted(found.toString()))));
        });
    }

    private Ownership ownership() {
        return new Ownership(checkouts.vcs(), repository);
    }

    private static Failure refused(String reason, String hint) {
        return new Failure(new Problem.Usage(reason + ", so it is not removed", List.of(hint)));
    }
}
