package dev.aether.ajj.jj.workspace;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.JjProblem;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.error.Problem.RollbackIncomplete.Leftover;
import dev.aether.ajj.error.WorkspaceProblem;
import dev.aether.ajj.jj.command.JujutsuCommand;
import dev.aether.ajj.jj.command.JujutsuHints;
import dev.aether.ajj.jj.command.Quoting;
import dev.aether.ajj.jj.command.WorkingCopyRecovery;
import dev.aether.ajj.jj.git.GitDirectories;
import dev.aether.ajj.jj.git.GitWorktree;
import dev.aether.ajj.jj.snapshot.Checkout;
import dev.aether.ajj.jj.snapshot.JujutsuSnapshot;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Vcs.NewWorkspace;
import dev.aether.ajj.spi.vcs.Vcs.VcsWorkspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes one workspace, and takes it back. jj records the workspace and makes its directory before it looks at the
 * revision, and leaves both behind when that fails; here nothing stays. The caller holds the repository's lock.
 */
public final class WorkspaceAddition {
    private final JujutsuCommand jujutsu;
    private final WorkingCopyRecovery recovery;
    private final Repository repository;
    private final NewWorkspace wanted;

    public WorkspaceAddition(
            JujutsuCommand jujutsu, WorkingCopyRecovery recovery, Repository repository, NewWorkspace wanted) {
        this.jujutsu = jujutsu;
        this.recovery = recovery;
        this.repository = repository;
        this.wanted = wanted;
    }

    /** As {@link dev.aether.ajj.spi.vcs.Vcs#addWorkspace}. */
    public void add() {
        boolean existed = requireFreeDestination();
        recorded().ifPresent(taken -> {
            throw exists(taken);
        });
        // A jj that was killed may have left Git's record of a worktree in this place.
        removeUnusedRecord();
        Set<Path> worktrees = GitWorktree.allRecords(GitDirectories.store(repository));
        try {
            recovery.runAndWarn(repository.workspaceRoot(), arguments());
        } catch (Failure failure) {
            throw explained(failure).and(takeBackPart(existed, worktrees));
        }
    }

    /** Not that of a workspace that was moved from there: it still uses Git's record. */
    private void removeUnusedRecord() {
        boolean isPlaceOfAnother = new WorkspaceListing(jujutsu)
                .of(repository).stream()
                        .flatMap(workspace -> workspace.recorded().stream())
                        .anyMatch(recorded -> real(recorded).equals(real(wanted.destination())));
        if (!isPlaceOfAnother) {
            GitWorktree.removeUnusedRecord(GitDirectories.store(repository), wanted.destination(), this::isKnown);
        }
    }

    private boolean isKnown(String commit) {
        return !jujutsu.run(
                        repository.workspaceRoot(),
                        List.of(
                                "--ignore-working-copy",
                                "log",
                                "--no-graph",
                                "-r",
                                "present(" + commit + ")",
                                "-T",
                                "commit_id"))
                .isBlank();
    }

    /** Typed once more by hand, the command would leave half a workspace behind. */
    static Failure explained(Failure failure) {
        return failure.first() instanceof JjProblem.Failed failed
                ? new Failure(failed.withHints(JujutsuHints.ofAddition(failed.stderr())), failure)
                : failure;
    }

    private boolean requireFreeDestination() {
        Path destination = wanted.destination();
        if (!Files.exists(destination, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        if (Files.isDirectory(destination) && isEmpty(destination)) {
            return true;
        }
        throw new Failure(new WorkspaceProblem.DestinationTaken(destination));
    }

    private Failure exists(VcsWorkspace taken) {
        String where = taken.root().map(Path::toString).orElse("jj knows it");
        return new Failure(new WorkspaceProblem.Exists(
                wanted.name(), where, !taken.root().equals(Optional.of(repository.mainRoot()))));
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of("workspace", "add", "--name=" + wanted.name()));
        wanted.revisions().forEach(revision -> arguments.add("--revision=" + revision));
        wanted.message().ifPresent(message -> arguments.add("--message=" + message));
        arguments.addAll(wanted.options());
        arguments.add("--");
        arguments.add(wanted.destination().toString());
        return arguments;
    }

    /**
     * After jj failed: the destination was missing or empty a moment ago, and what jj was about to write there is
     * known. Not snapshotted first: half a checkout would be recorded as a change.
     */
    private List<Problem> takeBackPart(boolean existed, Set<Path> worktrees) {
        Path destination = wanted.destination();
        try {
            List<String> written = List.of();
            if (recorded().filter(this::isMadeHere).isPresent()) {
                written = recordedFiles();
                forget();
            }
            if (Files.isDirectory(destination)) {
                GitWorktree.removeRecord(destination);
                new Checkout(destination, written).removeRecorded();
            }
            if (!existed && Files.exists(destination) && isEmpty(destination)) {
                Files.delete(destination);
            }
            GitWorktree.removeStaleRecord(GitDirectories.store(repository), destination, this::isKnown, worktrees);
            GitWorktree.removeBegun(
                    GitDirectories.store(repository), destination.getFileName().toString(), worktrees);
            return Files.exists(destination) && !isEmpty(destination)
                    ? leftOver("holds files that it did not create")
                    : List.of();
        } catch (Failure | IOException failed) {
            return leftOver(String.valueOf(failed.getMessage()));
        }
    }

    private List<Problem> leftOver(String reason) {
        String remedy = "jj -R "
                + Quoting.shell(List.of(repository.mainRoot().toString(), "workspace", "forget", wanted.name()))
                + ", and look into " + wanted.destination();
        return List.of(new Problem.RollbackIncomplete(
                List.of(new Leftover("workspace " + wanted.name() + " in " + wanted.destination(), reason, remedy))));
    }

    private List<String> recordedFiles() {
        String revision = Quoting.workingCopyOf(wanted.name());
        return Checkout.paths(jujutsu.run(
                repository.workspaceRoot(),
                List.of("--ignore-working-copy", "file", "list", "-r", revision, "-T", Checkout.PATH_AS_JSON)));
    }

    /** As {@link dev.aether.ajj.spi.vcs.Vcs#rollBackAddWorkspace}. */
    public boolean undo() {
        Path destination = wanted.destination();
        Optional<VcsWorkspace> known = recorded();
        if (known.isEmpty()) {
            return removeHalfMade(destination);
        }
        if (!isAt(destination, known.get())) {
            return !Files.exists(destination, LinkOption.NOFOLLOW_LINKS) || isEmpty(destination);
        }
        boolean disposable = !Files.exists(destination, LinkOption.NOFOLLOW_LINKS) || holdsOnlyRecorded(destination);
        GitWorktree.removeStaleRecord(GitDirectories.store(repository), destination, this::isKnown);
        forget();
        return disposable;
    }

    private boolean removeHalfMade(Path destination) {
        try {
            return isEmpty(destination)
                    || GitWorktree.removeHalfMade(GitDirectories.store(repository), destination, this::isKnown);
        } catch (IOException unreadable) {
            return false;
        }
    }

    private boolean holdsOnlyRecorded(Path destination) {
        try {
            return new JujutsuSnapshot(jujutsu::run).unrecorded(destination).isEmpty();
        } catch (Failure failure) {
            if (failure.first() instanceof Problem.Interrupted) {
                throw failure;
            }
            return false; // jj cannot say what is in it (stale, damaged): then it stays
        }
    }

    /** Not one of the same name that somebody made with plain jj in the same moment. */
    private boolean isMadeHere(VcsWorkspace workspace) {
        return isAt(wanted.destination(), workspace)
                && Files.isDirectory(wanted.destination().resolve(".jj"));
    }

    private static boolean isAt(Path destination, VcsWorkspace workspace) {
        return workspace
                .root()
                .map(root -> real(root).equals(real(destination)))
                .orElse(true);
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException _) {
            return path.normalize();
        }
    }

    /** jj abandons the working copy by itself when it is empty and has no description; with one, we do. */
    private void forget() {
        @Nullable String untouched = untouchedRevision();
        call("workspace", "forget", "--", wanted.name());
        if (untouched != null) {
            call("abandon", "-r", untouched);
        }
    }

    /** The commit id of the described working copy, if it is still as jj made it: empty, and nothing refers to it. */
    private @Nullable String untouchedRevision() {
        if (wanted.message().orElse("").isBlank()) {
            return null;
        }
        String revset = Quoting.workingCopyOf(wanted.name()) + " & empty() & heads(all()) ~ bookmarks() ~ tags()";
        String found = jujutsu.run(
                repository.workspaceRoot(),
                List.of(
                        "--ignore-working-copy",
                        "log",
                        "--no-graph",
                        "-r",
                        revset,
                        "-T",
                        "self.commit_id() ++ \"\\n\" ++ self.description()"));
        String[] parts = found.split("\n", 2);
        boolean same = parts.length == 2
                && parts[1].strip().equals(wanted.message().orElse("").strip());
        return same ? parts[0] : null;
    }

    private Optional<VcsWorkspace> recorded() {
        return new WorkspaceListing(jujutsu)
                .of(repository).stream()
                        .filter(workspace -> workspace.name().equals(wanted.name()))
                        .findFirst();
    }

    /** The calling workspace's files have no part in it, and it may be stale. */
    private void call(String... arguments) {
        List<String> all = new ArrayList<>(List.of("--ignore-working-copy"));
        all.addAll(List.of(arguments));
        jujutsu.run(repository.workspaceRoot(), all);
    }

    private static boolean isEmpty(Path directory) {
        try {
            return Files.isDirectory(directory) && Checkout.isEmpty(directory);
        } catch (IOException _) {
            return false;
        }
    }
}
