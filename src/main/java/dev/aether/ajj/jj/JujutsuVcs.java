package dev.aether.ajj.jj;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.InjectionProblem;
import dev.aether.ajj.error.JjProblem;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.files.LockedFile;
import dev.aether.ajj.files.StateDirectory;
import dev.aether.ajj.jj.command.JujutsuCommand;
import dev.aether.ajj.jj.command.WorkingCopyRecovery;
import dev.aether.ajj.jj.git.GitDirectories;
import dev.aether.ajj.jj.git.GitExcludes;
import dev.aether.ajj.jj.git.GitWorktree;
import dev.aether.ajj.jj.identity.JujutsuIdentities;
import dev.aether.ajj.jj.snapshot.JujutsuSnapshot;
import dev.aether.ajj.jj.snapshot.RevisionReader;
import dev.aether.ajj.jj.workspace.DirectoryKey;
import dev.aether.ajj.jj.workspace.KnownDirectories;
import dev.aether.ajj.jj.workspace.RevisionFiles;
import dev.aether.ajj.jj.workspace.WorkingCopyName;
import dev.aether.ajj.jj.workspace.WorkspaceAddition;
import dev.aether.ajj.jj.workspace.WorkspaceListing;
import dev.aether.ajj.jj.workspace.WorkspaceLocator;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Vcs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Version control with jj's command line. */
public class JujutsuVcs implements Vcs {
    /** Long enough for another command to check out a large tree. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

    private static final int USAGE_ERROR = 2;

    private final JujutsuCommand jujutsu;
    private final WorkingCopyRecovery recovery;
    private final WorkspaceListing listing;
    private final JujutsuIdentities identities;

    /** @param jujutsu its deadline limits the wait for calls of other commands, too */
    public JujutsuVcs(JujutsuCommand jujutsu, JujutsuIdentities identities) {
        this.jujutsu = jujutsu;
        this.identities = identities;
        this.recovery = new WorkingCopyRecovery(jujutsu);
        this.listing = new WorkspaceListing(jujutsu);
    }

    @Override
    public Repository locate(Path directory) {
        Repository repository = located(directory);
        new KnownDirectories(repository).require(() -> workspaces(ofMain(repository)));
        return repository;
    }

    private Repository located(Path directory) {
        WorkspaceLocator.Roots roots = WorkspaceLocator.locate(directory);
        return new Repository(roots.mainRoot(), roots.workspaceRoot(), identities.resolve(roots.mainRoot()));
    }

    @Override
    public boolean adopt(Path directory) {
        Repository repository = located(directory);
        return new KnownDirectories(repository).adopt(() -> workspaces(ofMain(repository)));
    }

    /** Queries jj from the main workspace: the calling directory may only claim to be a workspace. */
    private static Repository ofMain(Repository repository) {
        return new Repository(repository.mainRoot(), repository.mainRoot(), repository.id());
    }

    @Override
    public List<VcsWorkspace> workspaces(Repository repository) {
        return listing.of(repository);
    }

    @Override
    public Optional<String> nameAt(Path root) {
        return WorkingCopyName.in(root);
    }

    @Override
    public Optional<String> directoryIdentity(Path root) {
        return DirectoryKey.ofWorkspace(root);
    }

    @Override
    public Optional<Path> submodulesLost(Repository repository, Collection<Path> roots) {
        return GitWorktree.submodulesLost(GitDirectories.store(repository), roots);
    }

    @Override
    public void addWorkspace(Repository repository, NewWorkspace workspace) {
        lock(repository).holding(() -> {
            new WorkspaceAddition(jujutsu, recovery, listing, repository, workspace).add();
            new KnownDirectories(repository).add(workspace.destination());
        });
    }

    /** With {@code --help} jj parses the options before it, and changes nothing. */
    @Override
    public void checkAddOptions(Repository repository, List<String> options) {
        if (options.isEmpty()) {
            return;
        }
        List<String> arguments = new ArrayList<>(List.of("workspace", "add"));
        arguments.addAll(options);
        arguments.add("--help");
        try {
            jujutsu.run(repository.workspaceRoot(), arguments);
        } catch (Failure failure) {
            throw failure.first() instanceof JjProblem.Failed failed && failed.exitCode() == USAGE_ERROR
                    ? new Failure(usage(failed), failure)
                    : failure;
        }
    }

    private static Problem usage(JjProblem.Failed failed) {
        String firstParagraph =
                failed.stderr().strip().split("\\R\\s*\\R", 2)[0].replaceFirst("^error: ", "");
        return new Problem.Usage(
                firstParagraph, List.of("see `ajj workspace add --help` and `jj workspace add --help`"));
    }

    @Override
    public Optional<RevisionFile> readNewWorkspaceFile(
            Repository repository, List<String> revisions, List<String> files) {
        return new RevisionFiles(jujutsu, recovery, repository).first(revisions, files);
    }

    @Override
    public boolean rollBackAddWorkspace(Repository repository, NewWorkspace workspace) {
        return lock(repository)
                .holding(() -> new WorkspaceAddition(jujutsu, recovery, listing, repository, workspace).rollBack());
    }

    @Override
    public void forgetWorkspaces(Repository repository, Collection<String> names) {
        lock(repository).holding(() -> {
            List<VcsWorkspace> known = workspaces(repository).stream()
                    .filter(workspace -> names.contains(workspace.name()))
                    .toList();
            if (!known.isEmpty()) {
                // Before jj forgets them: if ajj is killed in between, running the command again still removes the
                // records.
                known.forEach(workspace -> removeStaleWorktree(repository, workspace));
                recovery.runAndWarn(repository.workspaceRoot(), forgetting(known));
                // Otherwise a later workspace of the same name that is moved could be mistaken for this one.
                KnownDirectories directories = new KnownDirectories(repository);
                known.stream().flatMap(workspace -> workspace.root().stream()).forEach(directories::remove);
            }
        });
    }

    /** When the directory is gone, jj keeps Git's record of the worktree, because the worktree may have been moved. */
    private static void removeStaleWorktree(Repository repository, VcsWorkspace workspace) {
        workspace
                .root()
                .ifPresent(root -> GitWorktree.removeUnusedRecord(GitDirectories.store(repository), root, _ -> true));
    }

    private static List<String> forgetting(List<VcsWorkspace> workspaces) {
        List<String> arguments = new ArrayList<>();
        if (workspaces.stream().noneMatch(VcsWorkspace::current)) {
            // The calling workspace is not affected, and may be stale.
            arguments.add("--ignore-working-copy");
        }
        arguments.addAll(List.of("workspace", "forget", "--"));
        workspaces.forEach(workspace -> arguments.add(workspace.name()));
        return arguments;
    }

    @Override
    public void renameWorkspace(Repository repository, String name) {
        lock(repository)
                .holding(() ->
                        recovery.runAndWarn(repository.workspaceRoot(), List.of("workspace", "rename", "--", name)));
    }

    @Override
    public List<String> tracked(Path workspaceRoot, Collection<String> files) {
        return new JujutsuSnapshot(recovery::run).tracked(workspaceRoot, files);
    }

    @Override
    public List<String> recorded(Path workspaceRoot, Collection<String> files) {
        return new JujutsuSnapshot((root, arguments) -> jujutsu.run(
                        root,
                        Stream.concat(Stream.of("--ignore-working-copy"), arguments.stream())
                                .toList()))
                .tracked(workspaceRoot, files);
    }

    @Override
    public List<String> trackedBelow(Path workspaceRoot, Collection<String> paths) {
        return new JujutsuSnapshot(recovery::run).trackedBelow(workspaceRoot, paths);
    }

    @Override
    public List<String> unrecorded(Path workspaceRoot) {
        return new JujutsuSnapshot(recovery::run).unrecorded(workspaceRoot);
    }

    @Override
    public void ignore(Repository repository, Collection<String> files) {
        if (!files.isEmpty()) {
            lock(repository).holding(() -> exclude(repository, List.copyOf(files), repository.id()));
        }
    }

    @Override
    public void ignorePermanently(Repository repository, Collection<String> files) {
        if (files.isEmpty()) {
            return;
        }
        String section = repository.id() + ", also in forgotten workspaces";
        try {
            lock(repository).holding(() -> exclude(repository, List.copyOf(files), section));
        } catch (Failure impossible) {
            jujutsu.progress().warn(impossible.first().message());
        }
    }

    private static void exclude(Repository repository, List<String> files, String section) {
        try {
            List<String> patterns = GitExcludes.patterns(files);
            for (Path exclude : GitExcludes.of(GitDirectories.store(repository))) {
                GitExcludes.append(exclude, patterns, section);
            }
        } catch (IOException impossible) {
            throw new Failure(
                    new InjectionProblem.Failed(
                            files.getFirst(),
                            "ajj cannot add it to Git's info/exclude: " + impossible.getMessage(),
                            List.of(
                                    "use a repository with a Git backend (jj git init) and a writable info/exclude",
                                    "or remove [injection] from aether.toml")),
                    impossible);
        }
    }

    @Override
    public void stopIgnoring(Repository repository, Collection<String> files, Predicate<String> needed) {
        if (files.isEmpty()) {
            return;
        }
        lock(repository).holding(() -> {
            List<String> unneeded = files.stream().filter(needed.negate()).toList();
            try {
                List<String> patterns = GitExcludes.patterns(unneeded);
                for (Path exclude : GitExcludes.of(GitDirectories.store(repository))) {
                    GitExcludes.remove(exclude, patterns, repository.id());
                }
            } catch (IOException impossible) {
                jujutsu.progress()
                        .warn("jj still ignores " + String.join(", ", unneeded) + ": " + impossible.getMessage());
            }
        });
    }

    @Override
    public String status(Path workspaceRoot, List<String> arguments, boolean color) {
        List<String> all = new ArrayList<>(List.of("status"));
        all.addAll(arguments);
        return jujutsu.run(workspaceRoot, color ? "always" : "never", all);
    }

    @Override
    public Revision revision(Path workspaceRoot) {
        return new RevisionReader(jujutsu).read(workspaceRoot);
    }

    /** Concurrent runs of {@code jj workspace add} can leave the calling workspace unusable (jj issue 9314). */
    private LockedFile lock(Repository repository) {
        StateDirectory.prepare(repository.stateDirectory());
        return new LockedFile(
                repository.stateDirectory().resolve("jj.lock"),
                jujutsu.deadline().left(LONGEST_WAIT));
    }
}
