package dev.aether.ajj.lifecycle.directory;

import dev.aether.ajj.lifecycle.workspace.Checkouts;
import dev.aether.ajj.spi.state.WorkspaceRegistry;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Vcs.VcsWorkspace;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** The files that jj ignores for ajj, in all workspaces of a repository. */
public record IgnoredFiles(Checkouts checkouts, WorkspaceRegistry registry) {
    /**
     * Stops ignoring files that no workspace has. If a forgotten workspace still has its file, jj ignores it for good:
     * {@code jj undo} may restore the workspace, and the file holds the user's secrets.
     *
     * @param files injected files of forgotten workspaces
     */
    public void release(Repository repository, Collection<String> files, Collection<Path> roots) {
        List<String> left = files.stream()
                .filter(file -> roots.stream().anyMatch(root -> isIn(root, file)))
                .toList();
        checkouts.vcs().ignorePermanently(repository, left);
        checkouts
                .vcs()
                .stopIgnoring(repository, files, file -> isDeclared(repository, file) || isThere(repository, file));
    }

    private boolean isDeclared(Repository repository, String file) {
        return registry.entries(repository).stream()
                .anyMatch(entry -> entry.envFiles().contains(file));
    }

    /** An existing file may hold the user's own secrets. A missing directory may have been moved. */
    private boolean isThere(Repository repository, String file) {
        return checkouts.vcs().workspaces(repository).stream()
                .map(VcsWorkspace::root)
                .anyMatch(
                        root -> root.isEmpty() || checkouts.directories().isGone(root.get()) || isIn(root.get(), file));
    }

    private boolean isIn(Path root, String file) {
        return !checkouts.directories().isGone(root.resolve(file));
    }
}
