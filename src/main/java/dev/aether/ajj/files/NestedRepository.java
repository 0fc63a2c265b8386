package dev.aether.ajj.files;

import dev.aether.ajj.model.workspace.RepositoryData;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A repository or workspace inside a workspace: it records what is in its directory, whatever the outer one ignores. */
public final class NestedRepository {
    /** A directory or a file: a workspace, a submodule and a worktree have a file that leads to their repository. */
    private static final List<String> MARKS = List.of(".jj", ".git");

    private NestedRepository() {}

    /**
     * Returns the directory of the outermost repository on the way from the root to a file; the root itself does not count.
     *
     * @param file relative to the root
     */
    public static Optional<Path> around(Path root, Path file) {
        Path directory = root;
        for (Path name : file.normalize().resolveSibling("")) {
            directory = directory.resolve(name);
            if (!directory.equals(root) && isRepository(directory)) {
                return Optional.of(directory);
            }
        }
        return Optional.empty();
    }

    private static boolean isRepository(Path directory) {
        return RepositoryData.hasContent(directory)
                || MARKS.stream().anyMatch(mark -> Files.exists(directory.resolve(mark), LinkOption.NOFOLLOW_LINKS));
    }
}
