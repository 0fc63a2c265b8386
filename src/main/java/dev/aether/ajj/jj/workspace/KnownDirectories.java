package dev.aether.ajj.jj.workspace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.WorkspaceProblem.NotInWorkspace;
import dev.aether.ajj.files.AtomicFile;
import dev.aether.ajj.files.StateDirectory;
import dev.aether.ajj.files.Unwritable;
import dev.aether.ajj.model.workspace.RealPath;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Vcs.VcsWorkspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The directories that are known to be workspaces of a repository: ajj or jj has made them, wherever they are now. A directory that
 * only calls itself a workspace is a copy, or a container or a Git clone has put it there. Each has a file {@code
 * .jj/aether/directories/INODE} with the key of its {@code .jj}, and the place where a command was last given in it: jj does not
 * notice a move.
 */
public final class KnownDirectories {
    private static final String PLACE = "place";

    private final Repository repository;

    public KnownDirectories(Repository repository) {
        this.repository = repository;
    }

    /**
     * Refuses the workspace that the repository is seen from when it is neither known nor where jj has it.
     *
     * @param listing what jj knows, asked only the first time that a directory is seen
     * @throws Failure {@code NOT_IN_WORKSPACE}
     */
    public void require(Supplier<List<VcsWorkspace>> listing) {
        Path here = repository.workspaceRoot();
        if (here.equals(repository.mainRoot())) {
            return;
        }
        Optional<JsonNode> known = known(here);
        if (known.isPresent()) {
            if (known.flatMap(KnownDirectories::place).filter(here::equals).isEmpty()) {
                add(here);
            }
            return;
        }
        List<VcsWorkspace> named = named(here, listing.get());
        boolean isThere = named.stream().anyMatch(each -> isAt(each, here));
        if (isThere) {
            add(here);
            return;
        }
        // Before 0.40 jj does not tell where workspaces are. One that it has forgotten acts for none that it knows.
        named.stream().flatMap(each -> each.recorded().stream()).findFirst().ifPresent(recorded -> {
            throw refused(
                    here,
                    places().stream()
                            .filter(place -> isCopy(here, place))
                            .findFirst()
                            .orElse(recorded));
        });
    }

    /**
     * Makes the workspace known that the repository is seen from.
     *
     * @return whether it was not
     * @throws Failure {@code NOT_IN_WORKSPACE} for the copy of another one; {@code STATE_LOCKED} when nothing can be written
     */
    public boolean adopt(Supplier<List<VcsWorkspace>> listing) {
        Path here = repository.workspaceRoot();
        if (here.equals(repository.mainRoot()) || known(here).isPresent()) {
            return false;
        }
        Stream<Path> recorded = named(here, listing.get()).stream().flatMap(each -> each.recorded().stream());
        Stream.concat(recorded, places().stream())
                .filter(place -> isCopy(here, place))
                .findFirst()
                .ifPresent(place -> {
                    throw refused(here, place);
                });
        write(here);
        return true;
    }

    private static List<VcsWorkspace> named(Path here, List<VcsWorkspace> all) {
        Optional<String> name = WorkingCopyName.in(here);
        return all.stream()
                .filter(each -> name.map(each.name()::equals).orElse(true))
                .toList();
    }

    private static boolean isAt(VcsWorkspace workspace, Path here) {
        return workspace.recorded().map(RealPath::of).filter(here::equals).isPresent();
    }

    private Failure refused(Path here, Path place) {
        String name = WorkingCopyName.in(here).orElse(String.valueOf(here.getFileName()));
        return new Failure(
                isCopy(here, place)
                        ? NotInWorkspace.copy(here, name, place)
                        : NotInWorkspace.unknown(here, name, place, repository.mainRoot()));
    }

    private boolean isCopy(Path here, Path place) {
        try {
            return !RealPath.of(place).equals(here)
                    && WorkspaceLocator.locate(place).mainRoot().equals(repository.mainRoot())
                    && WorkingCopyName.in(place).equals(WorkingCopyName.in(here));
        } catch (Failure gone) {
            return false;
        }
    }

    /** What is noted of a directory; empty when it is not known. */
    private Optional<JsonNode> known(Path root) {
        DirectoryKey now = key(root);
        return read(file(now)).filter(document -> isSame(DirectoryKey.read(document), now));
    }

    private static boolean isSame(DirectoryKey known, DirectoryKey now) {
        return known.isSame(now) || (known.isSameInode(now) && known.isBornWith(now));
    }

    private static Optional<Path> place(JsonNode document) {
        try {
            return Optional.of(Path.of(document.path(PLACE).asText())).filter(Path::isAbsolute);
        } catch (InvalidPathException wrong) {
            return Optional.empty();
        }
    }

    private static Optional<JsonNode> read(Path file) {
        try {
            return Optional.of(new ObjectMapper().readTree(AtomicFile.read(file)));
        } catch (IOException unknown) {
            return Optional.empty();
        }
    }

    /** Where those are of which that is known. */
    List<Path> places() {
        try (Stream<Path> files = Files.list(directory())) {
            return files.flatMap(file -> read(file).stream())
                    .flatMap(document ->
                            place(document).filter(place -> isSame(DirectoryKey.read(document), key(place))).stream())
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException none) {
            return List.of();
        }
    }

    /** Where it cannot be written, jj is asked again each time. */
    public void add(Path root) {
        try {
            write(root);
        } catch (Failure unwritable) {
            // of a repository that can only be read
        }
    }

    private void write(Path root) {
        DirectoryKey.settle(root.resolve(".jj"));
        DirectoryKey key = key(root);
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        key.write(document);
        document.put(PLACE, root.toString());
        try {
            StateDirectory.prepare(repository.stateDirectory());
            StateDirectory.prepare(directory());
            AtomicFile.write(file(key), new ObjectMapper().writeValueAsBytes(document));
        } catch (IOException impossible) {
            throw new Failure(Unwritable.problem(directory(), impossible), impossible);
        }
    }

    /** Makes a workspace unknown that jj has forgotten. */
    public void remove(Path root) {
        try {
            Files.deleteIfExists(file(key(root)));
        } catch (IOException unwritable) {
            // of a repository that can only be read
        }
    }

    private static DirectoryKey key(Path root) {
        return DirectoryKey.of(root.resolve(".jj"));
    }

    private Path file(DirectoryKey key) {
        return directory().resolve(key.inode().isEmpty() ? "unknown" : key.inode());
    }

    private Path directory() {
        return repository.stateDirectory().resolve("directories");
    }
}
