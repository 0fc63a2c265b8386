package dev.aether.ajj.lifecycle.directory;

import dev.aether.ajj.lifecycle.workspace.Checkouts;
import dev.aether.ajj.spi.directory.Directories;
import dev.aether.ajj.spi.state.WorkspaceRegistry;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Vcs;
import dev.aether.ajj.spi.vcs.Vcs.VcsWorkspace;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** The files that jj ignores on ajj's behalf, in all workspaces of a repository. */
public final class IgnoredFiles {
    private final Vcs vcs;
    private final WorkspaceRegistry registry;
    private final Directories directories;

    public IgnoredFiles(Checkouts checkouts, WorkspaceRegistry registry) {
        this.vcs = checkouts.vcs();
        this.registry = registry;
        this.directories = checkouts.directories();
    }

    /**
     * Ends this for the files that no workspace has any more. Where a forgotten workspace still has its file, jj ignores that for
     * good: {@code jj undo} may bring the workspace back, and the user's secrets are in it.
     *
     * @param files injected files of workspaces that were forgotten
     * @param roots the directories of these
     */
    public void release(Repository repository, Collection<String> files, Collection<Path> roots) {
        List<String> left = files.stream()
                .filter(file -> roots.stream().anyMatch(root -> isIn(root, file)))
                .toList();
        vcs.ignorePermanently(repository, left);
        vcs.stopIgnoring(repository, files, file -> isDeclared(repository, file) || isThere(repository, file));
    }

    private boolean isDeclared(Repository repository, String file) {
        return registry.entries(repository).stream()
                .anyMatch(entry -> entry.envFiles().contains(file));
    }

    /** What still exists may hold the user's own secrets, which jj must not record. A directory that is gone may have moved. */
    private boolean isThere(Repository repository, String file) {
        return vcs.workspaces(repository).stream()
                .map(VcsWorkspace::root)
                .anyMatch(root -> root.isEmpty() || directories.isGone(root.get()) || isIn(root.get(), file));
    }

    private boolean isIn(Path root, String file) {
        return !directories.isGone(root.resolve(file));
    }
}
