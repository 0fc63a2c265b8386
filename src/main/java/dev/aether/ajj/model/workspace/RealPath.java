package dev.aether.ajj.model.workspace;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Resolves paths as the kernel does: {@code LINK/..} is the parent of the link's target. */
public final class RealPath {
    private static final String PARENT = "..";

    private RealPath() {}

    /**
     * Returns the absolute path with links resolved as far as it exists; the rest is kept, without {@code .} and
     * {@code ..}.
     */
    public static Path of(Path path) {
        Path absolute = path.toAbsolutePath();
        @Nullable Path whole = real(absolute);
        if (whole != null) {
            return whole;
        }
        Path resolved = absolute.getRoot();
        for (Path name : absolute) {
            resolved = step(resolved, name.toString());
        }
        return resolved;
    }

    /**
     * Resolves a path like {@link #of}, but keeps a link in the last place, for a file that is known by the link's
     * name.
     */
    public static Path ofFile(Path path) {
        Path absolute = path.toAbsolutePath();
        @Nullable Path parent = absolute.getParent();
        String name = String.valueOf(absolute.getFileName());
        return parent == null || name.isEmpty() || name.equals(".") || name.equals(PARENT)
                ? of(absolute)
                : of(parent).resolve(name);
    }

    private static Path step(Path resolved, String name) {
        if (name.equals(PARENT)) {
            @Nullable Path parent = resolved.getParent();
            return parent == null ? resolved : parent;
        }
        Path next = name.isEmpty() || name.equals(".") ? resolved : resolved.resolve(name);
        @Nullable Path real = real(next);
        return real == null ? next : real;
    }

    private static @Nullable Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException _) {
            return null;
        }
    }
}
