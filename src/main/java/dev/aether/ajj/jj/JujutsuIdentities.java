package dev.aether.ajj.jj;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.StateProblem;
import dev.aether.ajj.files.StateDirectory;
import dev.aether.ajj.files.Unwritable;
import dev.aether.ajj.spi.Deadline;
import dev.aether.ajj.spi.Identities;
import dev.aether.ajj.spi.ProcessContext;
import dev.aether.ajj.spi.Progress;
import dev.aether.ajj.spi.Repository;
import dev.aether.ajj.spi.RepositoryRoots;
import dev.aether.ajj.spi.VcsOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    String settle(Path mainRoot) {
        FormerState former = new FormerState(mainRoot);
        if (former.isWaiting()) {
            former.bring(jujutsu);
        }
        StateDirectory.check(directory(mainRoot));
        Optional<RepositoryIdentity> before = RepositoryIdentity.recorded(mainRoot);
        RepositoryIdentity now = unclaimed(mainRoot, before, RepositoryIdentity.of(mainRoot));
        if (!before.equals(Optional.of(now))) {
            settle(mainRoot, before, now);
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

    /** One that was moved while another took its id over: {@code ajj doctor --adopt} could not know that it exists. */
    private RepositoryIdentity unclaimed(Path mainRoot, Optional<RepositoryIdentity> before, RepositoryIdentity now) {
        boolean isMoved = before.filter(recorded ->
                        recorded.id().equals(now.id()) && !recorded.root().equals(mainRoot))
                .isPresent();
        boolean isClaimed = isMoved
                && roots.find(now.id())
                        .filter(root -> !root.equals(mainRoot)
                                && identify(root).filter(now.id()::equals).isPresent())
                        .filter(root -> !RepositoryIdentity.of(root).key().isSame(now.key()))
                        .isPresent();
        if (!isClaimed) {
            return now;
        }
        RepositoryIdentity fresh = RepositoryIdentity.fresh(mainRoot);
        List<Former> past = RepositoryIdentity.past(new Former(now.id(), mainRoot), now.former());
        return new RepositoryIdentity(fresh.id(), fresh.root(), fresh.key(), past);
    }

    private void settle(Path mainRoot, Optional<RepositoryIdentity> before, RepositoryIdentity now) {
        try {
            write(mainRoot, now);
        } catch (Failure failure) {
            if (failure.first() instanceof StateProblem.Locked) {
                return; // a repository that can only be read
            }
            throw failure;
        }
        before.filter(recorded -> !recorded.id().equals(now.id()))
                .ifPresent(original -> progress.warn("this repository is a copy of " + original.root()
                        + ", or was restored from a backup: it has no services yet. If " + original.root()
                        + " no longer exists, take over its services: ajj doctor --adopt"));
    }

    private void write(Path mainRoot, RepositoryIdentity identity) {
        Path directory = directory(mainRoot);
        StateDirectory.prepare(directory);
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
