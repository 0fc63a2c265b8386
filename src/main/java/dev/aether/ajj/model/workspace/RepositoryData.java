package dev.aether.ajj.model.workspace;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What jj and Git keep of a repository. It is known by its name, or by what is in it: a bare repository and the directory that a
 * {@code .git} file, {@code commondir} or jj's {@code git_target} leads to can have any name.
 */
public final class RepositoryData {
    private static final Set<String> NAMES = Set.of(".jj", ".git");

    private RepositoryData() {}

    /**
     * Returns the outermost one on the way from the root to a path. It may be the path, or the root.
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
     * Returns the directory of the outermost repository on the way from the root to a path, which records what is in it, also what the
     * outer one ignores. The root itself does not count.
     *
     * @param path absolute, inside the root
     */
    public static Optional<Path> nested(Path root, Path path) {
        return below(root, path)
                .filter(directory -> hasContent(directory) || NAMES.stream().anyMatch(name -> has(directory, name)))
                .findFirst();
    }

    /**
     * Returns the directory of the outermost workspace of jj on the way from the root to a path: what is in it belongs to that one. The
     * root itself does not count.
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

    /** Whether a path has such a name. Case does not matter: some file systems ignore it. */
    public static boolean hasName(Path path) {
        return NAMES.contains(String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT));
    }

    /** Whether Git or jj takes a directory for their own, whatever its name. */
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
