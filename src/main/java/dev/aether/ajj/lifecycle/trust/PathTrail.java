package dev.aether.ajj.lifecycle.trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a path leads, for a program that may see more than this process, and what decides about it.
 *
 * @param real the path with all links resolved, also those to files that do not exist
 * @param passed every directory and link on the way, each in a directory without links; the last one is {@code real}
 */
record PathTrail(Path real, List<Path> passed) {
    /** In place of what is no text. */
    private static final char UNREADABLE = '\uFFFD';

    /** As many as Linux follows. */
    private static final int LINKS = 40;

    /**
     * Follows a path.
     *
     * @param path absolute; may not exist
     * @return empty when this process may not see where it leads
     */
    static Optional<PathTrail> of(Path path) {
        Deque<Path> names = new ArrayDeque<>();
        path.forEach(names::add);
        List<Path> passed = new ArrayList<>();
        Path here = path.getRoot();
        int links = 0;
        try {
            while (!names.isEmpty()) {
                Path next = step(here, names.pop());
                passed.add(next);
                if (!Files.isSymbolicLink(next)) {
                    here = next;
                } else if (++links > LINKS) {
                    return Optional.empty();
                } else {
                    Path target = target(next);
                    for (int index = target.getNameCount() - 1; index >= 0; index--) {
                        names.push(target.getName(index));
                    }
                    here = target.isAbsolute() ? target.getRoot() : here;
                }
            }
            return isWhereTheKernelGoes(path, here)
                    ? Optional.of(new PathTrail(here, List.copyOf(passed)))
                    : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /**
     * Java keeps a link's text as it is, and counts empty names in {@code ..//..} and {@code ../}.
     *
     * @throws IOException when the text cannot be read as a path
     */
    private static Path target(Path link) throws IOException {
        String text = Files.readSymbolicLink(link).toString();
        if (text.indexOf(UNREADABLE) >= 0) {
            throw new IOException(text);
        }
        return Path.of(text);
    }

    /** Whatever is overlooked here must not pass for a path of the workspace. What does not exist leads nowhere yet. */
    private static boolean isWhereTheKernelGoes(Path path, Path found) throws IOException {
        try {
            return path.toRealPath().equals(found);
        } catch (NoSuchFileException missing) {
            return true;
        }
    }

    /** What does not exist is where it would be. */
    private static Path step(Path here, Path name) throws IOException {
        @Nullable Path parent = here.getParent();
        if (name.toString().equals("..")) {
            return parent == null ? here : parent;
        }
        Path next = here.resolve(name).normalize();
        try {
            return next.toRealPath(LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException missing) {
            return next;
        }
    }

    /** The same below another directory. */
    PathTrail moved(Path from, Path to) {
        return new PathTrail(
                moved(real, from, to),
                passed.stream().map(path -> moved(path, from, to)).toList());
    }

    private static Path moved(Path path, Path from, Path to) {
        return path.startsWith(from) ? to.resolve(from.relativize(path)).normalize() : path;
    }

    /** Whether something on the way is inside a directory, so that who may write there decides where the path leads. */
    boolean passesInside(Path directory) {
        return passed.stream().anyMatch(path -> path.startsWith(directory) && !path.equals(directory));
    }
}
