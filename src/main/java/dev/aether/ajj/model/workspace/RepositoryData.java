package dev.aether.ajj.model.workspace;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Recognizes the data directories of jj and Git, by name or by content: a bare repository, or the target of a
 * {@code .git} file, of {@code commondir} or of jj's {@code git_target}, can have any name.
 */
public final class RepositoryData {
    private static final Set<String> NAMES = Set.of(".jj", ".git");

    /** The directories of a repository in which users do not keep files: of jj, Git and ajj. */
    public static final List<String> RESERVED = List.of(".jj", ".git", ".aether");

    private RepositoryData() {}

    /**
     * Returns the outermost data directory on the way from the root to a path, both included.
     *
     * @param path inside the root, without links
     */
    public static Optional<Path> around(Path root, Path path) {
        if (hasContent(root)) {
            return Optional.of(root);
        }
        Path found = root;
        for (Path name : root.relativize(path)) {
            found = found.resolve(name);
            if (hasName(found) || hasContent(found)) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    /**
     * Returns the directory of the outermost nested repository on the way from the root, exclusive, to a path. It may
     * record files that the outer repository ignores.
     *
     * @param path absolute, inside the root
     */
    public static Optional<Path> nested(Path root, Path path) {
        return below(root, path)
                .filter(directory -> hasContent(directory) || NAMES.stream().anyMatch(name -> has(directory, name)))
                .findFirst();
    }

    /**
     * Returns the directory of the outermost jj workspace on the way from the root, exclusive, to a path. Its files
     * belong to that workspace.
     *
     * @param path absolute, inside the root
     */
    public static Optional<Path> workspace(Path root, Path path) {
        return below(root, path).filter(directory -> has(directory, ".jj")).findFirst();
    }

    private static Stream<Path> below(Path root, Path path) {
        return IntStream.rangeClosed(root.getNameCount() + 1, path.getNameCount())
                .mapToObj(count -> root.resolve(path.subpath(root.getNameCount(), count)));
    }

    /** Whether a path is named like a data directory, in any case, because some file systems ignore case. */
    public static boolean hasName(Path path) {
        return NAMES.contains(lowerCase(path));
    }

    /** Whether a path is named like one of the {@link #RESERVED} directories, in any case. */
    public static boolean isReserved(Path path) {
        return RESERVED.contains(lowerCase(path));
    }

    private static String lowerCase(Path path) {
        return String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    }

    /** Whether Git or jj would use the directory as a data directory. */
    public static boolean hasContent(Path directory) {
        return (has(directory, "HEAD")
                        && (has(directory, "commondir") || (has(directory, "objects") && has(directory, "refs"))))
                || (has(directory, "op_heads") && has(directory, "op_store"))
                || (has(directory, "working_copy") && has(directory, "repo"));
    }

    private static boolean has(Path directory, String name) {
        return Files.exists(directory.resolve(name), LinkOption.NOFOLLOW_LINKS);
    }
}
