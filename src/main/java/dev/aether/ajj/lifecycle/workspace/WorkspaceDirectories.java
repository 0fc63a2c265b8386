package dev.aether.ajj.lifecycle.workspace;

import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.model.text.ShellWord;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.spi.directory.Directories;
import dev.aether.ajj.spi.directory.Directories.Mark;
import dev.aether.ajj.spi.directory.Directories.NotDeleted;
import dev.aether.ajj.spi.directory.Injector;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Vcs;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The directories of workspaces that are removed: which may go, what jj has not recorded of them, and their end. */
public final class WorkspaceDirectories {
    /** Goes last: with it, what is left of a directory can be told from somebody else's. */
    private static final String MARK = ".jj";

    private final Vcs vcs;
    private final Directories directories;
    private final Injector injector;
    private final Repository repository;

    /** The bare Git repositories in the directories of which jj has recorded all files. */
    private final Set<Path> recorded = new HashSet<>();

    public WorkspaceDirectories(Checkouts checkouts, Repository repository) {
        this.vcs = checkouts.vcs();
        this.directories = checkouts.directories();
        this.injector = checkouts.injector();
        this.repository = repository;
    }

    /**
     * Refuses what must stay.
     *
     * @param standing the directory that the user stands in
     * @throws Failure {@code USAGE} for the main workspace, for one that the user stands in or that holds another, and where
     *     the directory of one is not known
     */
    public void check(List<WorkspaceRef> targets, Path standing) {
        for (WorkspaceRef target : targets) {
            Path root = target.root().orElseThrow(() -> placeUnknown(target));
            if (root.equals(repository.mainRoot())) {
                throw refused(
                        "the main workspace \"" + target.name() + "\" holds the repository itself",
                        "to be rid of its services alone: ajj down --volumes");
            }
            if (standing.startsWith(root)) {
                throw refused(
                        "you are in the workspace \"" + target.name() + "\"",
                        "leave it first: cd "
                                + ShellWord.quoted(repository.mainRoot().toString()) + " && ajj workspace remove "
                                + ShellWord.quoted(target.name()));
            }
            refuseLink(target, root);
            refuseAnother(target, root);
            refuseOthersBelow(target, root);
            refuseObstacle(target, root);
        }
    }

    /** Of a workspace behind a link, ajj would keep the directory and what it has written there. */
    private void refuseLink(WorkspaceRef target, Path root) {
        located(vcs, root)
                .map(Repository::workspaceRoot)
                .filter(real -> !root.startsWith(real) && !directories.isGone(root))
                .ifPresent(real -> {
                    throw refused(
                            "the directory of \"" + target.name() + "\" is a link to " + real,
                            "put the directory in the place of the link: rm "
                                    + ShellWord.quoted(root.toString()) + " && mv "
                                    + ShellWord.quoted(real.toString()) + " " + ShellWord.quoted(root.toString()));
                });
    }

    private void refuseObstacle(WorkspaceRef target, Path root) {
        findRecorded(target, root);
        directories
                .obstacle(root, bare -> recorded.contains(root.resolve(bare)))
                .ifPresent(found -> {
                    throw refused("the directory of \"" + target.name() + "\" holds " + found.what(), found.hint());
                });
    }

    /** Once jj has forgotten the workspace, it cannot be asked any more. */
    private void findRecorded(WorkspaceRef target, Path root) {
        Set<Path> bare = new HashSet<>();
        directories.obstacle(root, found -> {
            bare.add(root.resolve(found));
            return true;
        });
        if (!bare.isEmpty() && target.knownToJj()) {
            recorded.addAll(bare);
            keepRecorded(root, vcs.unrecorded(root));
        }
    }

    /** Drops those with a file that jj has left out, because it is ignored or too large. */
    private void keepRecorded(Path root, List<String> unrecorded) {
        recorded.removeIf(bare -> {
            String name = root.relativize(bare) + "/";
            return unrecorded.stream()
                    .anyMatch(path -> path.startsWith(name) || (path.endsWith("/") && name.startsWith(path)));
        });
    }

    /**
     * Refuses to forget workspaces when repositories of submodules would go with them: no snapshot holds these.
     *
     * @throws Failure {@code USAGE}
     */
    public void checkSubmodules(List<WorkspaceRef> targets) {
        requireSubmodules(
                vcs,
                repository,
                targets.stream()
                        .filter(WorkspaceRef::knownToJj)
                        .flatMap(target -> target.root().stream())
                        .toList());
    }

    /**
     * Refuses a name by which a directory calls itself that is not the one jj has for it: after a rename to a name that another
     * workspace had before, jj has the directory of that one.
     *
     * @throws Failure {@code USAGE}
     */
    public void checkNames(List<WorkspaceRef> targets, List<WorkspaceEntry> entries) {
        for (WorkspaceRef target : targets) {
            Optional<Path> root = target.root();
            entries.stream()
                    .map(WorkspaceEntry::root)
                    .filter(other -> root.filter(found -> !found.equals(other)).isPresent()
                            && vcs.nameAt(other).filter(target.name()::equals).isPresent()
                            && isWorkspace(vcs, repository, other))
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

    /** As {@link #checkSubmodules}, by the directories of the workspaces. */
    public static void requireSubmodules(Vcs vcs, Repository repository, List<Path> roots) {
        vcs.submodulesLost(repository, roots).ifPresent(found -> {
            throw new Failure(new Problem.Usage(
                    "Git keeps submodules in " + found + ", and jj deletes them when it forgets the workspace",
                    List.of(
                            "if they are of a workspace that was moved: git worktree repair DIRECTORY",
                            "else push what only they have, then delete them: rm -r "
                                    + ShellWord.quoted(found.toString()))));
        });
    }

    /** Directories may have been moved since jj and the registry last knew, and a copied repository knows the original's. */
    private void refuseAnother(WorkspaceRef target, Path root) {
        ownerOf(vcs, root).filter(owner -> !owner.equals(repository.mainRoot())).ifPresent(owner -> {
            throw refused(
                    "the directory " + root + " belongs to the repository " + owner,
                    "to make jj forget it here: ajj workspace forget " + ShellWord.quoted(target.name()));
        });
        another(root, target.name()).ifPresent(other -> {
            throw refused(
                    "the workspace \"" + other + "\" is in " + root + " now, and the directory of \"" + target.name()
                            + "\" is unknown",
                    "to remove its services alone: ajj workspace forget " + ShellWord.quoted(target.name()));
        });
    }

    /** Which other workspace a directory is; empty when it is the one that is meant, or none that jj knows. */
    private Optional<String> another(Path root, String meant) {
        return vcs.nameAt(root)
                .filter(name -> !name.equals(meant))
                .filter(name -> vcs.workspaces(repository).stream()
                        .anyMatch(known -> known.name().equals(name)));
    }

    /** What lies in a directory goes with it: another workspace's edits, or the repository itself. */
    private void refuseOthersBelow(WorkspaceRef target, Path root) {
        if (repository.mainRoot().startsWith(root)) {
            throw refused(
                    "the directory of \"" + target.name() + "\" holds the repository itself, in "
                            + repository.mainRoot(),
                    "to remove its services alone: ajj workspace forget " + ShellWord.quoted(target.name()));
        }
        vcs.workspaces(repository).stream()
                .filter(other -> !other.name().equals(target.name()))
                .filter(other -> other.root()
                        .filter(inside ->
                                !inside.equals(root) && inside.startsWith(root) && !directories.isGone(inside))
                        .isPresent())
                .findFirst()
                .ifPresent(other -> {
                    throw refused(
                            "the directory of \"" + target.name() + "\" holds the workspace \"" + other.name() + "\"",
                            "remove that one first: ajj workspace remove " + ShellWord.quoted(other.name()));
                });
    }

    private static Failure refused(String reason, String hint) {
        return new Failure(new Problem.Usage(reason + ": it is not removed", List.of(hint)));
    }

    private static Failure placeUnknown(WorkspaceRef target) {
        return refused(
                "the directory of \"" + target.name() + "\" is unknown",
                "to make jj forget it here: ajj workspace forget " + ShellWord.quoted(target.name()));
    }

    /**
     * Marks the directory of a workspace that jj still knows as one whose end has begun: whoever finds it unfinished can tell it
     * from another one that was made in the same place since.
     */
    public void mark(WorkspaceRef target, Mark mark) {
        target.root()
                .filter(root -> target.knownToJj() && isOurs(root, target.name()))
                .ifPresent(root -> directories.mark(root, mark));
    }

    /** As {@link #unrecorded}, for the last time before jj forgets the workspace. */
    public List<String> unrecordedAtLast(WorkspaceRef target) {
        mark(target, Mark.RECORDED);
        try {
            return unrecorded(target);
        } catch (Failure failure) {
            mark(target, Mark.ENDING);
            throw failure;
        }
    }

    /**
     * Lets jj record what is in the directory, and says what it has not and ajj has not put there. Of a workspace that jj has
     * forgotten, that is what has changed since it recorded it last.
     */
    public List<String> unrecorded(WorkspaceRef target) {
        Optional<Path> there = target.root().filter(root -> !directories.isGone(root));
        if (there.isEmpty() || (!target.knownToJj() && !isOurs(there.get(), target.name()))) {
            return List.of();
        }
        List<String> injected = target.entry().map(WorkspaceEntry::envFiles).orElse(List.of());
        Path root = there.get();
        List<String> unrecorded = target.knownToJj() ? vcs.unrecorded(root) : directories.changes(root);
        keepRecorded(root, unrecorded);
        return unrecorded.stream()
                .filter(path -> !injected.contains(path) || !injector.isOwn(root, path))
                .toList();
    }

    /** Deletes the directory of a workspace of this repository, and says why when it cannot. What is another's stays. */
    public Optional<Problem> delete(Path root, String workspace) {
        try {
            if (!directories.isGone(root) && isOurs(root, workspace)) {
                directories.delete(root, MARK, bare -> recorded.contains(root.resolve(bare)));
            }
            return Optional.empty();
        } catch (Failure failure) {
            return Optional.of(failure.first());
        } catch (NotDeleted refused) {
            return Optional.of(undeleted(root, refused));
        }
    }

    /** A container that runs as root leaves files that only root may delete. */
    public static Problem undeleted(Path root, NotDeleted refused) {
        String directory = ShellWord.quoted(root.toString());
        List<String> hints = refused.denied()
                ? List.of(
                        "delete what another user owns, such as the files of a container that ran as root: sudo rm -r "
                                + directory,
                        "then remove what ajj still knows of it: ajj cleanup --force")
                : List.of(
                        "see what keeps it: ls -la "
                                + ShellWord.quoted(String.valueOf(refused.path().getParent())),
                        "then run the command again, or delete the directory: rm -r " + directory);
        return new BackendProblem.DeprovisionFailed("directory " + root, refused.getMessage(), hints);
    }

    /**
     * Whether the directory is that workspace of this repository. A registry may name any other, also the original's.
     *
     * @param workspace its name in jj, or the one that it had there
     */
    public boolean isOurs(Path root, String workspace) {
        return isWorkspace(vcs, repository, root) && another(root, workspace).isEmpty();
    }

    /** Whether the directory is a workspace of the repository, whatever its name is. */
    public static boolean isWorkspace(Vcs vcs, Repository repository, Path root) {
        return ownerOf(vcs, root).filter(repository.mainRoot()::equals).isPresent();
    }

    /** The main workspace of the repository that a directory is a workspace of; empty when it is none. */
    private static Optional<Path> ownerOf(Vcs vcs, Path root) {
        return located(vcs, root)
                .filter(found -> found.workspaceRoot().equals(root))
                .map(Repository::mainRoot);
    }

    private static Optional<Repository> located(Vcs vcs, Path directory) {
        try {
            return Optional.of(vcs.locate(directory));
        } catch (Failure noWorkspace) {
            return Optional.empty();
        }
    }
}
