package dev.aether.ajj.lifecycle.workspace;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Vcs;
import java.nio.file.Path;
import java.util.Optional;

/** Whose a directory is: of which repository it is a workspace, and of which name. */
public final class Ownership {
    private final Vcs vcs;
    private final Repository repository;

    /** @param repository the one that workspaces are to belong to */
    public Ownership(Vcs vcs, Repository repository) {
        this.vcs = vcs;
        this.repository = repository;
    }

    /**
     * Whether the directory is that workspace of this repository. A registry may name any other, also the original's.
     *
     * @param workspace its name in jj, or the one that it had there
     */
    public boolean isOurs(Path root, String workspace) {
        return isWorkspace(root) && otherWorkspaceAt(root, workspace).isEmpty();
    }

    /** Whether the directory is a workspace of the repository, whatever its name is. */
    public boolean isWorkspace(Path root) {
        return mainRootOf(root).filter(repository.mainRoot()::equals).isPresent();
    }

    /** The main workspace of the repository that a directory is a workspace of; empty when it is none. */
    public Optional<Path> mainRootOf(Path root) {
        return located(root).filter(found -> found.workspaceRoot().equals(root)).map(Repository::mainRoot);
    }

    /** Which other workspace a directory is; empty when it is the one that is meant, or none that jj knows. */
    public Optional<String> otherWorkspaceAt(Path root, String meant) {
        return vcs.nameAt(root)
                .filter(name -> !name.equals(meant))
                .filter(name -> vcs.workspaces(repository).stream()
                        .anyMatch(known -> known.name().equals(name)));
    }

    /** The repository around a directory, seen from the workspace there; empty without one. */
    public Optional<Repository> located(Path directory) {
        try {
            return Optional.of(vcs.locate(directory));
        } catch (Failure noWorkspace) {
            return Optional.empty();
        }
    }
}
