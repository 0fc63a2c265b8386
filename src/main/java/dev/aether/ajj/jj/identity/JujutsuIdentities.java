package dev.aether.ajj.jj.identity;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.StateProblem;
import dev.aether.ajj.files.StateDirectory;
import dev.aether.ajj.files.Unwritable;
import dev.aether.ajj.jj.command.JujutsuCommand;
import dev.aether.ajj.jj.workspace.DirectoryKey;
import dev.aether.ajj.jj.workspace.WorkspaceLocator;
import dev.aether.ajj.spi.state.RepositoryRoots;
import dev.aether.ajj.spi.vcs.Identities;
import dev.aether.ajj.spi.vcs.Repository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Identities of repositories, stored in {@code .jj/aether/identity.json}.
 *
 * @param jujutsu migrates the state of an earlier version
 * @param roots gets the root of a repository that was moved
 */
public record JujutsuIdentities(JujutsuCommand jujutsu, RepositoryRoots roots) implements Identities {
    /**
     * Returns the id of a repository, and records it if the repository is new, was moved or is a copy. If it cannot be
     * written, the id is still the same at each call.
     *
     * @throws Failure {@code STATE_CORRUPT} when {@code .jj/aether} is not a directory of the user's
     */
    public String resolve(Path mainRoot) {
        LegacyState former = new LegacyState(mainRoot);
        if (former.isPresent()) {
            former.migrate(jujutsu.unlimited());
        }
        StateDirectory.check(directory(mainRoot));
        Optional<RepositoryIdentity> before = RepositoryIdentity.recorded(mainRoot);
        if (before.isEmpty()) {
            DirectoryKey.stabilize(RepositoryIdentity.directory(mainRoot));
        }
        RepositoryIdentity own = RepositoryIdentity.of(mainRoot, before);
        Optional<Path> listed = listedRoot(own.id());
        Optional<Path> claimant =
                claimant(own, Stream.concat(before.map(RepositoryIdentity::root).stream(), listed.stream()));
        RepositoryIdentity now = claimant.isPresent() ? own.withNextId() : own;
        if (!before.equals(Optional.of(now))) {
            if (write(now)) {
                claimant.map(JujutsuIdentities::adoptedWarning)
                        .or(() -> before.filter(original -> !original.id().equals(now.id()))
                                .map(original -> copyWarning(original.root())))
                        .ifPresent(jujutsu.progress()::warn);
            }
        } else if (!listed.equals(Optional.of(now.root()))
                && !now.id().equals(RepositoryIdentity.fresh(mainRoot).id())) {
            // Labels may name another root, and the ledger that knew this one may have been lost.
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
     * Returns the root of another existing repository that has adopted this one's id. {@code ajj doctor --adopt} allows that when
     * it does not find this repository: it was moved, or its disk was not mounted.
     */
    private Optional<Path> claimant(RepositoryIdentity identity, Stream<Path> roots) {
        return roots.filter(root -> !root.equals(identity.root())
                        && identify(root).filter(identity.id()::equals).isPresent())
                .filter(root -> !RepositoryIdentity.of(root).key().isSame(identity.key()))
                .findFirst();
    }

    /** Empty also when the ledger is unreadable; commands that need it report that. */
    private Optional<Path> listedRoot(String id) {
        return Failure.orEmpty(() -> roots.find(id)).flatMap(found -> found);
    }

    private static String adoptedWarning(Path claimant) {
        return "the repository in " + claimant + " has taken over this one's services with `ajj doctor --adopt`,"
                + " so this one has none. To see them, run there: ajj list";
    }

    private static String copyWarning(Path original) {
        return "this repository is a copy of " + original
                + ", or was restored from a backup: it has no services yet. If " + original
                + " no longer exists, take over its services: ajj doctor --adopt";
    }

    /** Returns false for a read-only repository, where the identity cannot be written. */
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
            WorkspaceLocator.Roots roots = WorkspaceLocator.locate(workspaceRoot);
            if (!roots.workspaceRoot().equals(workspaceRoot.toRealPath())) {
                return Optional.empty();
            }
            return new LegacyState(roots.mainRoot())
                    .id()
                    .or(() ->
                            Optional.of(RepositoryIdentity.of(roots.mainRoot()).id()));
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
