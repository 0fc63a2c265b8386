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
 * The directories that are known to be workspaces of a repository, because ajj or jj created them. Any other directory that
 * claims to be a workspace may be a copy, or may come from a container or a Git clone. Each known directory has a file
 * {@code .jj/aether/directories/INODE} with the key of its {@code .jj}. The file also has the path at which a command last
 * ran in it, because jj does not notice a move.
 */
public record KnownDirectories(Repository repository) {
    private static final String ROOT = "place";

    /**
     * Checks that the calling workspace is known, or is where jj has recorded it; the latter becomes known.
     *
     * @param listing jj's workspaces, queried only for a directory that is not known
     * @throws Failure {@code NOT_IN_WORKSPACE}
     */
    public void require(Supplier<List<VcsWorkspace>> listing) {
        Path here = repository.workspaceRoot();
        if (here.equals(repository.mainRoot())) {
            return;
        }
        Optional<JsonNode> known = known(here);
        if (known.isPresent()) {
            if (known.flatMap(KnownDirectories::root).filter(here::equals).isEmpty()) {
                add(here);
            }
            return;
        }
        List<VcsWorkspace> named = named(here, listing.get());
        if (named.stream().anyMatch(each -> isAt(each, here))) {
            add(here);
            return;
        }
        // Without a recorded root, the directory is accepted: jj before 0.40 has none, and a forgotten workspace cannot
        // be
        // mistaken for another.
        named.stream().flatMap(each -> each.recorded().stream()).findFirst().ifPresent(recorded -> {
            throw refused(
                    here,
                    roots().stream()
                            .filter(root -> isCopy(here, root))
                            .findFirst()
                            .orElse(recorded));
        });
    }

    /**
     * Records the calling workspace as known.
     *
     * @return false if it was known already
     * @throws Failure {@code NOT_IN_WORKSPACE} for the copy of another workspace; {@code STATE_LOCKED} when it cannot be written
     */
    public boolean adopt(Supplier<List<VcsWorkspace>> listing) {
        Path here = repository.workspaceRoot();
        if (here.equals(repository.mainRoot()) || known(here).isPresent()) {
            return false;
        }
        Stream<Path> recorded = named(here, listing.get()).stream().flatMap(each -> each.recorded().stream());
        Stream.concat(recorded, roots().stream())
                .filter(root -> isCopy(here, root))
                .findFirst()
                .ifPresent(root -> {
                    throw refused(here, root);
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

    private Failure refused(Path here, Path original) {
        String name = WorkingCopyName.in(here).orElse(String.valueOf(here.getFileName()));
        return new Failure(
                isCopy(here, original)
                        ? NotInWorkspace.copy(here, name, original)
                        : NotInWorkspace.unknown(here, name, original, repository.mainRoot()));
    }

    private boolean isCopy(Path here, Path original) {
        return !RealPath.of(original).equals(here)
                && Failure.orEmpty(() -> WorkspaceLocator.locate(original).mainRoot())
                        .filter(repository.mainRoot()::equals)
                        .isPresent()
                && WorkingCopyName.in(original).equals(WorkingCopyName.in(here));
    }

    /** Returns the document on a directory; empty when it is not known. */
    private Optional<JsonNode> known(Path root) {
        DirectoryKey now = key(root);
        return read(file(now)).filter(document -> isSame(DirectoryKey.read(document), now));
    }

    private static boolean isSame(DirectoryKey known, DirectoryKey now) {
        return known.isSame(now) || (known.isSameInode(now) && known.isSameBirth(now));
    }

    private static Optional<Path> root(JsonNode document) {
        try {
            return Optional.of(Path.of(document.path(ROOT).asText())).filter(Path::isAbsolute);
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

    List<Path> roots() {
        try (Stream<Path> files = Files.list(directory())) {
            return files.flatMap(file -> read(file).stream())
                    .flatMap(document ->
                            root(document).filter(root -> isSame(DirectoryKey.read(document), key(root))).stream())
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException none) {
            return List.of();
        }
    }

    /** Records a directory as known. In a read-only repository it does nothing, and each command queries jj again. */
    public void add(Path root) {
        try {
            write(root);
        } catch (Failure unwritable) {
            // read-only repository
        }
    }

    private void write(Path root) {
        DirectoryKey.stabilize(root.resolve(".jj"));
        DirectoryKey key = key(root);
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        key.write(document);
        document.put(ROOT, root.toString());
        try {
            StateDirectory.prepare(repository.stateDirectory());
            StateDirectory.prepare(directory());
            AtomicFile.write(file(key), new ObjectMapper().writeValueAsBytes(document));
        } catch (IOException impossible) {
            throw new Failure(Unwritable.problem(directory(), impossible), impossible);
        }
    }

    /** Removes the directory of a workspace that jj has forgotten. */
    public void remove(Path root) {
        try {
            Files.deleteIfExists(file(key(root)));
        } catch (IOException unwritable) {
            // read-only repository
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
