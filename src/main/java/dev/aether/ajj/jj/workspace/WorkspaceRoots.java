package dev.aether.ajj.jj.workspace;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Vcs.VcsWorkspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The current roots of workspaces. jj records where it created them, but directories may have been moved, copied or swapped
 * since. Each directory contains its workspace's name.
 */
final class WorkspaceRoots {
    private final Path here;
    private final Path mainRoot;
    private final KnownDirectories known;
    private final Map<Path, Optional<String>> names = new HashMap<>();

    /** @param repository its {@code workspaceRoot} is the calling workspace */
    WorkspaceRoots(Repository repository) {
        this.here = repository.workspaceRoot();
        this.mainRoot = repository.mainRoot();
        this.known = new KnownDirectories(repository);
    }

    /** @param listed as jj lists them: with recorded roots, and current by revision */
    List<VcsWorkspace> of(List<VcsWorkspace> listed) {
        Map<String, Path> roots = roots(listed);
        boolean hasName = nameIn(here).isPresent();
        return listed.stream()
                .map(workspace -> hasName
                        ? at(Optional.ofNullable(roots.get(workspace.name())), workspace)
                        : byRevision(workspace))
                .toList();
    }

    /** Returns the name of the workspace in a directory; empty if it belongs to another repository. */
    private Optional<String> nameIn(Path directory) {
        return names.computeIfAbsent(directory, root -> isOurs(root) ? WorkingCopyName.in(root) : Optional.empty());
    }

    private boolean isOurs(Path directory) {
        return repositoryOf(directory).filter(mainRoot::equals).isPresent();
    }

    /** Accepts a known directory without a repository, too: its pointer is broken when the main workspace was moved. */
    private Optional<String> knownName(Path directory) {
        return repositoryOf(directory).map(mainRoot::equals).orElse(true)
                ? WorkingCopyName.in(directory)
                : Optional.empty();
    }

    private static Optional<Path> repositoryOf(Path directory) {
        return Failure.orEmpty(() -> WorkspaceLocator.locate(directory).mainRoot());
    }

    /** Roots by name. Prefers jj's recorded roots to copies, then the calling workspace, then directories known to ajj. */
    private Map<String, Path> roots(List<VcsWorkspace> listed) {
        Map<String, Path> roots = new HashMap<>();
        listed.forEach(workspace -> workspace
                .root()
                .filter(root -> nameIn(root).filter(workspace.name()::equals).isPresent())
                .ifPresent(root -> roots.put(workspace.name(), root)));
        Stream.concat(Stream.of(here), listed.stream().flatMap(workspace -> workspace.root().stream()))
                .forEach(directory -> nameIn(directory).ifPresent(name -> roots.putIfAbsent(name, directory)));
        if (listed.stream().anyMatch(workspace -> !roots.containsKey(workspace.name()))) {
            known.roots()
                    .forEach(directory -> knownName(directory).ifPresent(name -> roots.putIfAbsent(name, directory)));
        }
        return roots;
    }

    private VcsWorkspace at(Optional<Path> found, VcsWorkspace listed) {
        boolean current = found.filter(this::isHere).isPresent();
        Optional<Path> root =
                current ? Optional.of(here) : found.or(() -> listed.root().filter(this::isMissingOrUnnamed));
        return withRoot(listed, root, current);
    }

    private boolean isMissingOrUnnamed(Path root) {
        return !Files.isDirectory(root)
                || (Files.isDirectory(root.resolve(".jj"))
                        && isOurs(root)
                        && nameIn(root).isEmpty());
    }

    /** Finds the calling workspace by revision alone. Another workspace or a copy may have the same revision at its recorded root. */
    private VcsWorkspace byRevision(VcsWorkspace listed) {
        boolean elsewhere = listed.root()
                .filter(root -> Files.isDirectory(root.resolve(".jj")) && !isHere(root))
                .isPresent();
        return listed.current() && !elsewhere
                ? withRoot(listed, Optional.of(here), true)
                : withRoot(listed, listed.root(), false);
    }

    private static VcsWorkspace withRoot(VcsWorkspace listed, Optional<Path> root, boolean current) {
        return new VcsWorkspace(
                listed.name(), root, listed.root(), current, listed.change(), root.flatMap(DirectoryKey::ofWorkspace));
    }

    private boolean isHere(Path root) {
        try {
            return Files.isSameFile(root, here);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
