package dev.aether.ajj.lifecycle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a path leads, for a program that may see more than this process. */
final class RealPath {
    /** As many as Linux follows. */
    private static final int LINKS = 40;

    private RealPath() {}

    /**
     * The path with all links resolved, also those to files that do not exist.
     *
     * @param path absolute; may not exist
     * @return empty when this process may not see where it leads
     */
    static Optional<Path> of(Path path) {
        return follow(path, LINKS);
    }

    private static Optional<Path> follow(Path path, int links) {
        try {
            return Optional.of(path.toRealPath());
        } catch (NoSuchFileException missing) {
            @Nullable Path parent = path.getParent();
            return parent == null
                    ? Optional.of(path)
                    : follow(parent, links).flatMap(real -> entry(real.resolve(parent.relativize(path)), links));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** @param path what is missing, or a link to something that is, in a directory without links */
    private static Optional<Path> entry(Path path, int links) {
        if (!Files.isSymbolicLink(path)) {
            return Optional.of(path.normalize());
        }
        try {
            return links == 0 ? Optional.empty() : follow(path.resolveSibling(Files.readSymbolicLink(path)), links - 1);
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
