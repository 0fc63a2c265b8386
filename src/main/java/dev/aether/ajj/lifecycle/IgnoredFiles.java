package dev.aether.ajj.lifecycle;

import dev.aether.ajj.spi.Directories;
import dev.aether.ajj.spi.Repository;
import dev.aether.ajj.spi.Vcs;
import dev.aether.ajj.spi.Vcs.VcsWorkspace;
import dev.aether.ajj.spi.WorkspaceRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files that jj ignores on ajj's behalf, in all workspaces of a repository. */
final class IgnoredFiles {
    private final Vcs vcs;
    private final WorkspaceRegistry registry;
    private final Directories directories;

    IgnoredFiles(Vcs vcs, WorkspaceRegistry registry, Directories directories) {
        this.vcs = vcs;
        this.registry = registry;
        this.directories = directories;
    }

    /** Ends this for injected files of forgotten workspaces that no other workspace has. */
    void release(Repository repository, List<Target> forgotten) {
        Set<String> files = forgotten.stream()
                .flatMap(target -> target.entry().stream())
                .flatMap(entry -> entry.envFiles().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        vcs.stopIgnoring(
                repository, files, file -> isDeclared(repository, file) || isThere(repository, forgotten, file));
    }

    private boolean isDeclared(Repository repository, String file) {
        return registry.entries(repository).stream()
                .anyMatch(entry -> entry.envFiles().contains(file));
    }

    /** What still exists may hold the user's own secrets, which jj must not record. */
    private boolean isThere(Repository repository, List<Target> forgotten, String file) {
        Stream<Optional<Path>> roots = Stream.concat(
                forgotten.stream().map(Target::root),
                vcs.workspaces(repository).stream().map(VcsWorkspace::root));
        return roots.anyMatch(
                root -> root.isEmpty() || !directories.isGone(root.get().resolve(file)));
    }
}
