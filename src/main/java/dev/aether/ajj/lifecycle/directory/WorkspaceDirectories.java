package dev.aether.ajj.lifecycle.directory;

import dev.aether.ajj.error.BackendProblem.DeprovisionFailed;
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

/** Directories of workspaces that are removed: their unrecorded files, and their deletion. */
public final class WorkspaceDirectories {
    /** Deleted last: it identifies a directory whose deletion was interrupted. */
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

    public RemovalCheck check() {
        return check;
    }

    /** Marks the directory of a workspace that jj knows, to recognise it after an interruption. */
    public void mark(WorkspaceRef target, Mark mark) {
        target.root()
                .filter(root -> target.knownToJj() && isOurs(root, target.name()))
                .ifPresent(root -> directories.mark(root, mark));
    }

    /** Removes the mark of a forgotten workspace. */
    public void unmark(WorkspaceRef target) {
        target.root().filter(_ -> target.knownToJj()).ifPresent(root -> directories.mark(root, Mark.NONE));
    }

    /** As {@link #unrecorded}, for the last time before jj forgets the workspace. */
    public List<String> finalUnrecorded(WorkspaceRef target) {
        mark(target, Mark.ENDING);
        List<String> unrecorded = unrecorded(target);
        mark(target, Mark.RECORDED);
        return unrecorded;
    }

    /**
     * Lets jj record the directory, and returns the files that it did not record and ajj did not write. For a
     * forgotten workspace, returns what has changed since the last snapshot.
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
     * Returns what was written into the directory since {@link #finalUnrecorded}, after jj has forgotten the
     * workspace.
     *
     * @param lost known losses; a directory includes everything in it
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
     * Undoes {@code jj workspace add}, and deletes the directory if jj has recorded everything in it.
     *
     * @param keepItself whether only its content is deleted
     * @return why the directory stays
     * @throws Failure those of {@link Vcs#rollBackAddWorkspace}
     */
    public Optional<DeprovisionFailed> undoAdd(NewWorkspace added, boolean keepItself) {
        Path root = added.destination();
        directories.mark(root, Mark.ENDING);
        boolean mayGo = vcs.rollBackAddWorkspace(repository, added);
        directories.mark(root, mayGo ? Mark.RECORDED : Mark.NONE);
        if (directories.isGone(root)) {
            return Optional.empty();
        }
        if (!mayGo || !directories.changes(root).isEmpty()) {
            return Optional.of(new DeprovisionFailed(
                    "directory " + root,
                    "jj has not recorded everything in it",
                    List.of("check its files, then delete it: rm -r " + ShellWord.quoted(root.toString()))));
        }
        return delete(root, () -> directories.delete(root, keepItself));
    }

    /** Deletes a directory if it is this repository's workspace of that name; returns why that failed. */
    public Optional<Problem> delete(Path root, String workspace) {
        try {
            return directories.isGone(root) || !isOurs(root, workspace)
                    ? Optional.empty()
                    : delete(root, () -> directories.delete(root, MARK, bare -> recorded.contains(root, bare)))
                            .map(Problem.class::cast);
        } catch (Failure failure) {
            return Optional.of(failure.first());
        }
    }

    private static Optional<DeprovisionFailed> delete(Path root, Runnable deletion) {
        try {
            deletion.run();
            return Optional.empty();
        } catch (NotDeleted refused) {
            return Optional.of(undeleted(root, refused));
        }
    }

    /** Returns the problem of an undeleted directory, such as one with files of a container that ran as root. */
    private static DeprovisionFailed undeleted(Path root, NotDeleted refused) {
        String directory = ShellWord.quoted(root.toString());
        List<String> hints = refused.denied()
                ? List.of(
                        "delete files of other users, such as those of a container that ran as root: sudo rm -r "
                                + directory,
                        "then remove its entry: ajj cleanup --force")
                : List.of(
                        "see what is left: ls -la "
                                + ShellWord.quoted(String.valueOf(refused.path().getParent())),
                        "then run the command again, or delete the directory: rm -r " + directory);
        return new DeprovisionFailed("directory " + root, refused.getMessage(), hints);
    }

    /** See {@link Ownership#isOurs}. */
    public boolean isOurs(Path root, String workspace) {
        return ownership.isOurs(root, workspace);
    }
}
