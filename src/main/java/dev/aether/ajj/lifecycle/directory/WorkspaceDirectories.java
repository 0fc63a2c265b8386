package dev.aether.ajj.lifecycle.directory;

import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.lifecycle.workspace.Checkouts;
import dev.aether.ajj.lifecycle.workspace.Ownership;
import dev.aether.ajj.lifecycle.workspace.WorkspaceRef;
import dev.aether.ajj.model.text.ShellWord;
import dev.aether.ajj.spi.directory.Directories;
import dev.aether.ajj.spi.directory.Directories.Mark;
import dev.aether.ajj.spi.directory.Directories.NotDeleted;
import dev.aether.ajj.spi.directory.Injector;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Vcs;
import dev.aether.ajj.spi.vcs.Vcs.NewWorkspace;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The directories of workspaces that are removed: what jj has not recorded of them, and their end. */
public final class WorkspaceDirectories {
    /** Goes last: with it, what is left of a directory can be told from somebody else's. */
    private static final String MARK = ".jj";

    private final Vcs vcs;
    private final Repository repository;
    private final Directories directories;
    private final Injector injector;
    private final RecordedRepositories recorded;
    private final RemovalCheck check;
    private final Ownership ownership;

    public WorkspaceDirectories(Checkouts checkouts, Repository repository) {
        this.vcs = checkouts.vcs();
        this.repository = repository;
        this.directories = checkouts.directories();
        this.injector = checkouts.injector();
        this.recorded = new RecordedRepositories(vcs, directories);
        this.check = new RemovalCheck(checkouts, repository, recorded);
        this.ownership = new Ownership(vcs, repository);
    }

    /**
     * Refuses what must stay.
     *
     * @param standing the directory that the user stands in
     * @throws Failure {@code USAGE} for the main workspace, for one that the user stands in or that holds another, and where
     *     the directory of one is not known
     */
    public void check(List<WorkspaceRef> targets, Path standing) {
        check.check(targets, standing);
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
        mark(target, Mark.ENDING);
        List<String> unrecorded = unrecorded(target);
        mark(target, Mark.RECORDED);
        return unrecorded;
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
        Path root = there.get();
        List<String> unrecorded = target.knownToJj() ? vcs.unrecorded(root) : directories.changes(root);
        recorded.keep(root, unrecorded);
        return unrecorded.stream()
                .filter(path -> !isInjected(target, root, path))
                .toList();
    }

    private boolean isInjected(WorkspaceRef target, Path root, String path) {
        return target.entry().filter(entry -> entry.envFiles().contains(path)).isPresent()
                && injector.hasOnlyAjjText(root, path);
    }

    /**
     * What was written into the directory since {@link #unrecordedAtLast}, now that jj has forgotten the workspace.
     *
     * @param lost what is known to be lost; of directories, with all that is in them
     */
    public List<String> writtenSince(WorkspaceRef target, Collection<String> lost) {
        return target.root()
                .map(root -> directories.changes(root).stream()
                        .filter(path -> lost.stream()
                                .noneMatch(
                                        known -> path.equals(known) || (known.endsWith("/") && path.startsWith(known))))
                        .filter(path -> !isInjected(target, root, path))
                        .toList())
                .orElse(List.of());
    }

    /**
     * Undoes an addition in jj.
     *
     * @return whether the directory may be deleted: jj has recorded all that is in it, or it does not exist
     * @throws Failure those of {@link Vcs#rollBackAddWorkspace}
     */
    public boolean undoAdd(NewWorkspace added) {
        Path root = added.destination();
        directories.mark(root, Mark.ENDING);
        boolean mayGo = vcs.rollBackAddWorkspace(repository, added);
        directories.mark(root, mayGo ? Mark.RECORDED : Mark.NONE);
        return mayGo && directories.changes(root).isEmpty();
    }

    /** Deletes the directory of a workspace of this repository, and says why when it cannot. What is another's stays. */
    public Optional<Problem> delete(Path root, String workspace) {
        try {
            if (!directories.isGone(root) && isOurs(root, workspace)) {
                directories.delete(root, MARK, bare -> recorded.contains(root, bare));
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

    /** See {@link Ownership#isOurs}. */
    public boolean isOurs(Path root, String workspace) {
        return ownership.isOurs(root, workspace);
    }
}
