package dev.aether.ajj.jj.workspace;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.JjProblem;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.error.Problem.RollbackIncomplete.Leftover;
import dev.aether.ajj.error.WorkspaceProblem;
import dev.aether.ajj.jj.command.JujutsuCommand;
import dev.aether.ajj.jj.command.JujutsuHints;
import dev.aether.ajj.jj.command.WorkingCopyRecovery;
import dev.aether.ajj.jj.git.GitDirectories;
import dev.aether.ajj.jj.git.GitWorktree;
import dev.aether.ajj.jj.snapshot.Checkout;
import dev.aether.ajj.jj.snapshot.JujutsuSnapshot;
import dev.aether.ajj.model.text.JjWord;
import dev.aether.ajj.model.text.ShellWord;
import dev.aether.ajj.model.workspace.RealPath;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Adds one workspace, or rolls that back. jj records the workspace and creates its directory before it resolves the revision,
 * and keeps both when that fails; this class removes them. The caller holds the repository's lock.
 */
public record WorkspaceAddition(
        JujutsuCommand jujutsu,
        WorkingCopyRecovery recovery,
        WorkspaceListing listing,
        Repository repository,
        NewWorkspace wanted) {
    /** Adds the workspace as {@link dev.aether.ajj.spi.vcs.Vcs#addWorkspace} describes. */
    public void add() {
        boolean existed = requireFreeDestination();
        recorded().ifPresent(taken -> {
            throw exists(taken);
        });
        // A killed jj may have left Git's record of a worktree at this path.
        removeUnusedRecord();
        Set<Path> worktrees = GitWorktree.allRecords(GitDirectories.store(repository));
        try {
            recovery.runAndWarn(repository.workspaceRoot(), arguments());
        } catch (Failure failure) {
            throw explained(failure).and(rollBackFailure(existed, worktrees));
        }
    }

    /** Keeps the record of a workspace that was moved away: it still uses it. */
    private void removeUnusedRecord() {
        boolean isPathOfAnother = listing.of(repository).stream()
                .flatMap(workspace -> workspace.recorded().stream())
                .anyMatch(recorded -> RealPath.of(recorded).equals(RealPath.of(wanted.destination())));
        if (!isPathOfAnother) {
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

    /** Replaces the hint to run the command again by hand: that would leave a partial workspace. */
    static Failure explained(Failure failure) {
        return failure.first() instanceof JjProblem.Failed failed
                ? new Failure(failed.withHints(JujutsuHints.ofWorkspaceAdd(failed.stderr())), failure)
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
        String where = taken.root().map(Path::toString).orElse("in an unknown directory");
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
     * Removes what a failed jj has written. The destination was missing or empty before, and the files that jj writes are known.
     * Takes no snapshot, which would record a partial checkout as a change.
     */
    private List<Problem> rollBackFailure(boolean existed, Set<Path> worktrees) {
        Path destination = wanted.destination();
        try {
            List<String> written = List.of();
            if (recorded().filter(this::isCreatedHere).isPresent()) {
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
            GitWorktree.removeIncomplete(
                    GitDirectories.store(repository), destination.getFileName().toString(), worktrees);
            return Files.exists(destination) && !isEmpty(destination)
                    ? incomplete("it has files that jj did not create")
                    : List.of();
        } catch (Failure | IOException failed) {
            return incomplete(String.valueOf(failed.getMessage()));
        }
    }

    private List<Problem> incomplete(String reason) {
        String remedy = "jj -R " + ShellWord.quoted(repository.mainRoot().toString()) + " workspace forget "
                + ShellWord.operand(wanted.name()) + ", and check " + wanted.destination();
        return List.of(new Problem.RollbackIncomplete(
                List.of(new Leftover("workspace " + wanted.name() + " in " + wanted.destination(), reason, remedy))));
    }

    private List<String> recordedFiles() {
        String revision = JjWord.workingCopyOf(wanted.name());
        return Checkout.paths(jujutsu.run(
                repository.workspaceRoot(),
                List.of("--ignore-working-copy", "file", "list", "-r", revision, "-T", Checkout.PATH_AS_JSON)));
    }

    /** Rolls back as {@link dev.aether.ajj.spi.vcs.Vcs#rollBackAddWorkspace} describes. */
    public boolean rollBack() {
        Path destination = wanted.destination();
        Optional<VcsWorkspace> known = recorded();
        if (known.isEmpty()) {
            return removePartial(destination);
        }
        if (!isAt(destination, known.get())) {
            return !Files.exists(destination, LinkOption.NOFOLLOW_LINKS) || isEmpty(destination);
        }
        boolean disposable = !Files.exists(destination, LinkOption.NOFOLLOW_LINKS) || holdsOnlyRecorded(destination);
        GitWorktree.removeStaleRecord(GitDirectories.store(repository), destination, this::isKnown);
        forget();
        return disposable;
    }

    private boolean removePartial(Path destination) {
        try {
            return isEmpty(destination)
                    || GitWorktree.removePartial(GitDirectories.store(repository), destination, this::isKnown);
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
            return false; // keep what jj cannot list: the working copy may be stale or damaged
        }
    }

    /** False for a workspace of the same name that another process added with jj at the same moment. */
    private boolean isCreatedHere(VcsWorkspace workspace) {
        return isAt(wanted.destination(), workspace)
                && Files.isDirectory(wanted.destination().resolve(".jj"));
    }

    private static boolean isAt(Path destination, VcsWorkspace workspace) {
        return workspace
                .root()
                .map(root -> RealPath.of(root).equals(RealPath.of(destination)))
                .orElse(true);
    }

    /** jj abandons an empty working-copy commit only if it has no description; one with a description is abandoned here. */
    private void forget() {
        @Nullable String untouched = untouchedRevision();
        call("workspace", "forget", "--", wanted.name());
        if (untouched != null) {
            call("abandon", "-r", untouched);
        }
    }

    /** The id of a working-copy commit with a description, if it is as jj created it: empty and not referenced. */
    private @Nullable String untouchedRevision() {
        if (wanted.message().orElse("").isBlank()) {
            return null;
        }
        String revset = JjWord.workingCopyOf(wanted.name()) + " & empty() & heads(all()) ~ bookmarks() ~ tags()";
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
        return listing.of(repository).stream()
                .filter(workspace -> workspace.name().equals(wanted.name()))
                .findFirst();
    }

    /** Ignores the calling workspace's working copy, which is not affected and may be stale. */
    private void call(String... arguments) {
        List<String> all = new ArrayList<>(List.of("--ignore-working-copy"));
        all.addAll(List.of(arguments));
        jujutsu.run(repository.workspaceRoot(), all);
    }

    private static boolean isEmpty(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.findAny().isEmpty();
        } catch (IOException _) {
            return false;
        }
    }
}
