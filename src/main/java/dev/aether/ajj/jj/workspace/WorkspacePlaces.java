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
 * Where workspaces are. jj knows where it made them; directories may have been moved, copied or swapped since, and each says
 * which workspace it is.
 */
final class WorkspacePlaces {
    private final Path here;
    private final Path mainRoot;
    private final KnownDirectories known;
    private final Map<Path, Optional<String>> names = new HashMap<>();

    /** @param repository as it is seen from the workspace that ajj was called in */
    WorkspacePlaces(Repository repository) {
        this.here = repository.workspaceRoot();
        this.mainRoot = repository.mainRoot();
        this.known = new KnownDirectories(repository);
    }

    /** @param listed with the roots that jj has, and current by revision */
    List<VcsWorkspace> of(List<VcsWorkspace> listed) {
        Map<String, Path> places = places(listed);
        boolean told = nameIn(here).isPresent();
        return listed.stream()
                .map(workspace ->
                        told ? at(Optional.ofNullable(places.get(workspace.name())), workspace) : byRevision(workspace))
                .toList();
    }

    /** The name of the workspace of this repository that a directory is. */
    private Optional<String> nameIn(Path directory) {
        return names.computeIfAbsent(directory, place -> isOurs(place) ? WorkingCopyName.in(place) : Optional.empty());
    }

    private boolean isOurs(Path directory) {
        return repositoryOf(directory).filter(mainRoot::equals).isPresent();
    }

    /** The name of a known directory: it still is that workspace when it leads nowhere, because the main workspace was moved. */
    private Optional<String> knownName(Path directory) {
        return repositoryOf(directory).map(mainRoot::equals).orElse(true)
                ? WorkingCopyName.in(directory)
                : Optional.empty();
    }

    private static Optional<Path> repositoryOf(Path directory) {
        try {
            return Optional.of(WorkspaceLocator.locate(directory).mainRoot());
        } catch (Failure noWorkspace) {
            return Optional.empty();
        }
    }

    /** Of a directory and its copy, the one that jj knows is the workspace. Of moved ones, ajj may know more. */
    private Map<String, Path> places(List<VcsWorkspace> listed) {
        Map<String, Path> places = new HashMap<>();
        listed.forEach(workspace -> workspace
                .root()
                .filter(root -> nameIn(root).filter(workspace.name()::equals).isPresent())
                .ifPresent(root -> places.put(workspace.name(), root)));
        Stream.concat(Stream.of(here), listed.stream().flatMap(workspace -> workspace.root().stream()))
                .forEach(directory -> nameIn(directory).ifPresent(name -> places.putIfAbsent(name, directory)));
        if (listed.stream().anyMatch(workspace -> !places.containsKey(workspace.name()))) {
            known.places()
                    .forEach(directory -> knownName(directory).ifPresent(name -> places.putIfAbsent(name, directory)));
        }
        return places;
    }

    private VcsWorkspace at(Optional<Path> found, VcsWorkspace listed) {
        boolean current = found.filter(this::isHere).isPresent();
        Optional<Path> root =
                current ? Optional.of(here) : found.or(() -> listed.root().filter(this::isFreeOrUntold));
        return placed(listed, root, current);
    }

    /** Nothing is there, or a workspace that does not tell which it is. */
    private boolean isFreeOrUntold(Path place) {
        return !Files.isDirectory(place)
                || (Files.isDirectory(place.resolve(".jj"))
                        && isOurs(place)
                        && nameIn(place).isEmpty());
    }

    /** Two workspaces may edit the same revision, and a copied directory has it too. One that was moved is here all the same. */
    private VcsWorkspace byRevision(VcsWorkspace listed) {
        boolean elsewhere = listed.root()
                .filter(root -> Files.isDirectory(root.resolve(".jj")) && !isHere(root))
                .isPresent();
        return listed.current() && !elsewhere
                ? placed(listed, Optional.of(here), true)
                : placed(listed, listed.root(), false);
    }

    private static VcsWorkspace placed(VcsWorkspace listed, Optional<Path> root, boolean current) {
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
