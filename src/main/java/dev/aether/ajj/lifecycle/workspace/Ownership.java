package dev.aether.ajj.lifecycle.workspace;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Vcs;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Finds out which workspace of which repository a directory is.
 *
 * @param repository the repository that workspaces should belong to
 */
public record Ownership(Vcs vcs, Repository repository) {
    /**
     * Whether the directory is that workspace of this repository. A copied registry may name directories of the
     * original.
     *
     * @param workspace its current or its last name in jj
     */
    public boolean isOurs(Path root, String workspace) {
        return isWorkspace(root) && otherWorkspaceAt(root, workspace).isEmpty();
    }

    /** Whether the directory is a workspace of the repository, under any name. */
    public boolean isWorkspace(Path root) {
        return mainRootOf(root).filter(repository.mainRoot()::equals).isPresent();
    }

    /** Returns the root of a workspace's main workspace; empty when the directory is not a workspace's root. */
    public Optional<Path> mainRootOf(Path root) {
        return located(root).filter(found -> found.workspaceRoot().equals(root)).map(Repository::mainRoot);
    }

    /** Returns the name of the workspace in a directory, if jj knows it and it is not the expected one. */
    public Optional<String> otherWorkspaceAt(Path root, String expected) {
        return vcs.nameAt(root)
                .filter(name -> !name.equals(expected))
                .filter(name -> vcs.workspaces(repository).stream()
                        .anyMatch(known -> known.name().equals(name)));
    }

    /** Returns the repository around a directory; empty without one. */
    public Optional<Repository> located(Path directory) {
        return Failure.orEmpty(() -> vcs.locate(directory));
    }
}
