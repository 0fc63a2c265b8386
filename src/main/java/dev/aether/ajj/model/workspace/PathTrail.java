package dev.aether.ajj.model.workspace;

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
 * A resolved path, and everything that decides where it leads, for a program that may have more permissions than this
 * process.
 *
 * @param real the path without links, also if the target does not exist
 * @param passed every directory and link on the way, each with its parents resolved; the last one is {@code real}
 */
public record PathTrail(Path real, List<Path> passed) {
    /** Java's replacement for invalid bytes. */
    private static final char UNREADABLE = '\uFFFD';

    private static final String OUTSIDE = ", which is outside the workspace";

    /** Linux's limit. */
    private static final int LINKS = 40;

    /**
     * Resolves a path.
     *
     * @param path absolute; may not exist
     * @return empty when this process may not see where it leads
     */
    public static Optional<PathTrail> of(Path path) {
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
            return matchesKernel(path, here) ? Optional.of(new PathTrail(here, List.copyOf(passed))) : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /**
     * Returns the resolved path, including links to missing targets, so that a program reaches the place that was
     * checked.
     */
    public static Path end(Path path) {
        return of(path).map(PathTrail::real).orElseGet(() -> RealPath.of(path));
    }

    /**
     * Returns a link's target, normalized: Java keeps its text, and counts empty names in {@code ..//..} and
     * {@code ../}.
     *
     * @throws IOException when the text is not a valid path
     */
    private static Path target(Path link) throws IOException {
        String text = Files.readSymbolicLink(link).toString();
        if (text.indexOf(UNREADABLE) >= 0) {
            throw new IOException(text);
        }
        return Path.of(text);
    }

    /** Compares with the kernel's result: a mistake here must not make a foreign path look like the workspace's. */
    private static boolean matchesKernel(Path path, Path found) throws IOException {
        try {
            return path.toRealPath().equals(found);
        } catch (NoSuchFileException missing) {
            return true;
        }
    }

    /** Resolves one name; a missing entry is its own result. */
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

    /** Returns the same trail below another directory. */
    public PathTrail moved(Path from, Path to) {
        return new PathTrail(
                moved(real, from, to),
                passed.stream()
                        .map(path -> from.startsWith(path) ? to : moved(path, from, to))
                        .toList());
    }

    private static Path moved(Path path, Path from, Path to) {
        return path.startsWith(from) ? to.resolve(from.relativize(path)).normalize() : path;
    }

    /** Whether a part of the way is inside a directory, so that its writers decide where the path leads. */
    public boolean passesInside(Path directory) {
        return passed.stream().anyMatch(path -> path.startsWith(directory) && !path.equals(directory));
    }

    /**
     * Whether it leads into a directory, passes nothing outside of it, and enters no other workspace inside it. A link
     * elsewhere, such as {@code /proc/self/cwd}, can lead each program to another place.
     *
     * @param directory without links
     */
    public boolean staysInside(Path directory) {
        return real.startsWith(directory)
                && leaving(directory).isEmpty()
                && RepositoryData.workspace(directory, real).isEmpty();
    }

    /** Returns the first step that is neither in a directory nor above it. */
    private Optional<Path> leaving(Path directory) {
        return passed.stream()
                .filter(path -> !path.startsWith(directory) && !directory.startsWith(path))
                .findFirst();
    }

    /**
     * Returns why a path must not be used as a file of the workspace, in one clause; empty when it may.
     *
     * @param root of the workspace; without links
     * @param path absolute; may not exist
     */
    public static Optional<String> fault(Path root, Path path) {
        Optional<PathTrail> trail = of(path);
        if (trail.isEmpty()) {
            return Optional.of("leads to a place that cannot be determined");
        }
        Path real = trail.get().real();
        if (!real.startsWith(root)) {
            return Optional.of("leads to " + real + OUTSIDE);
        }
        return trail.get()
                .leaving(root)
                .map(outside -> "passes " + outside + OUTSIDE)
                .or(() -> RepositoryData.around(root, real)
                        .map(_ -> "leads to " + real + ", a part of the repository's own data"))
                .or(() -> RepositoryData.workspace(root, real)
                        .filter(other ->
                                Files.isRegularFile(other.resolve(".jj").resolve("repo")))
                        .map(other -> "leads into another workspace, " + other));
    }
}
