package dev.aether.ajj.jj.identity;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.StateProblem;
import dev.aether.ajj.files.StateDirectory;
import dev.aether.ajj.files.Unwritable;
import dev.aether.ajj.jj.command.JujutsuCommand;
import dev.aether.ajj.jj.workspace.DirectoryKey;
import dev.aether.ajj.jj.workspace.WorkspaceLocator;
import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.machine.ProcessContext;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.state.RepositoryRoots;
import dev.aether.ajj.spi.vcs.Identities;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.VcsOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Identities in {@code .jj/aether/identity.json}. */
@ApplicationScoped
public class JujutsuIdentities implements Identities {
    private final JujutsuCommand jujutsu;
    private final RepositoryRoots roots;
    private final Progress progress;

    /**
     * Identities of repositories.
     *
     * @param options for calls to jj, which is asked only when the state of an earlier version is imported
     * @param roots told where a repository is when that has changed
     * @param progress told when a repository turns out to be a copy
     */
    @Inject
    public JujutsuIdentities(Progress progress, VcsOptions options, RepositoryRoots roots, ProcessContext process) {
        this.jujutsu = new JujutsuCommand("jj", progress, options, process, Deadline.NONE);
        this.roots = roots;
        this.progress = progress;
    }

    /** @param environment set for jj besides what this process has */
    public JujutsuIdentities(
            Progress progress, VcsOptions options, RepositoryRoots roots, Map<String, String> environment) {
        this(progress, options, roots, ProcessContext.current().with(environment));
    }

    /**
     * The id of a repository. Records it when it is new, was moved or is a copy; where that cannot be written, the id is the
     * same at each call.
     *
     * @throws Failure {@code STATE_CORRUPT} when {@code .jj/aether} is no directory of the user's
     */
    public String settle(Path mainRoot) {
        FormerState former = new FormerState(mainRoot);
        if (former.isWaiting()) {
            former.bring(jujutsu);
        }
        StateDirectory.check(directory(mainRoot));
        Optional<RepositoryIdentity> before = RepositoryIdentity.recorded(mainRoot);
        if (before.isEmpty()) {
            DirectoryKey.settle(RepositoryIdentity.directory(mainRoot));
        }
        RepositoryIdentity own = RepositoryIdentity.of(mainRoot);
        Optional<Path> claimant = claimant(own, before.map(RepositoryIdentity::root));
        RepositoryIdentity now = claimant.isPresent() ? own.givenUp() : own;
        if (!before.equals(Optional.of(now))) {
            if (write(now)) {
                claimant.map(JujutsuIdentities::takenOver)
                        .or(() -> before.filter(original -> !original.id().equals(now.id()))
                                .map(original -> copied(original.root())))
                        .ifPresent(progress::warn);
            }
        } else if (!now.id().equals(RepositoryIdentity.fresh(mainRoot).id())) {
            // Labels may name another place. The ledger may have been lost since it was told of this one.
            recordRoot(now);
        }
        return now.id();
    }

    private void recordRoot(RepositoryIdentity identity) {
        try {
            roots.record(identity.id(), identity.root());
        } catch (Failure failure) {
            if (!(failure.first() instanceof StateProblem.Locked)) {
                throw failure;
            }
        }
    }

    /**
     * The other repository that has taken an id over, when it is alive. {@code ajj doctor --adopt} could not know that this
     * one exists: it had been moved, or its disk was not mounted.
     *
     * @param former where this one was
     */
    private Optional<Path> claimant(RepositoryIdentity identity, Optional<Path> former) {
        return Stream.concat(former.stream(), recordedRoot(identity.id()).stream())
                .filter(root -> !root.equals(identity.root())
                        && identify(root).filter(identity.id()::equals).isPresent())
                .filter(root -> !RepositoryIdentity.of(root).key().isSame(identity.key()))
                .findFirst();
    }

    /** Empty also when the ledger is unreadable: commands that need it report that. */
    private Optional<Path> recordedRoot(String id) {
        try {
            return roots.find(id);
        } catch (Failure unreadable) {
            return Optional.empty();
        }
    }

    private static String takenOver(Path claimant) {
        return "the repository in " + claimant + " has taken over the services of this one with `ajj doctor --adopt`:"
                + " this one has no services now. To see them, run there: ajj list";
    }

    private static String copied(Path original) {
        return "this repository is a copy of " + original
                + ", or was restored from a backup: it has no services yet. If " + original
                + " no longer exists, take over its services: ajj doctor --adopt";
    }

    /** Whether it was written: not in a repository that can only be read. */
    private boolean write(RepositoryIdentity identity) {
        try {
            write(identity.root(), identity);
            return true;
        } catch (Failure failure) {
            if (failure.first() instanceof StateProblem.Locked) {
                return false;
            }
            throw failure;
        }
    }

    private void write(Path mainRoot, RepositoryIdentity identity) {
        Path directory = directory(mainRoot);
        StateDirectory.prepare(directory);
        StateDirectory.hideFromGit(directory);
        try {
            identity.write(directory);
        } catch (IOException impossible) {
            Path file = directory.resolve(RepositoryIdentity.FILE);
            throw new Failure(Unwritable.problem(file, impossible), impossible);
        }
        roots.record(identity.id(), mainRoot);
    }

    private static Path directory(Path mainRoot) {
        return mainRoot.resolve(".jj").resolve("aether");
    }

    @Override
    public Optional<String> identify(Path workspaceRoot) {
        try {
            WorkspaceLocator.Place place = WorkspaceLocator.locate(workspaceRoot);
            if (!place.workspaceRoot().equals(workspaceRoot.toRealPath())) {
                return Optional.empty();
            }
            return new FormerState(place.mainRoot())
                    .id()
                    .or(() ->
                            Optional.of(RepositoryIdentity.of(place.mainRoot()).id()));
        } catch (Failure | IOException noWorkspace) {
            return Optional.empty();
        }
    }

    @Override
    public List<Former> former(Repository repository) {
        return RepositoryIdentity.of(repository.mainRoot()).former();
    }

    @Override
    public void adopt(Repository repository, String id) {
        write(
                repository.mainRoot(),
                RepositoryIdentity.of(repository.mainRoot()).adopting(id));
    }
}
