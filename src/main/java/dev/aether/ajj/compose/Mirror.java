package dev.aether.ajj.compose;

import dev.aether.ajj.files.TreeDeletion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A private directory with copies of the files that Compose reads. Each has its own path below the directory, so that relative paths
 * lead from copy to copy. No other program can change them between ajj's checks and Compose's run.
 */
final class Mirror implements AutoCloseable {
    private static final Path ROOT = Path.of("/");

    private final Path top;

    /** @param scratch directory for temporary files, see {@link ComposeCache#scratch} */
    Mirror(Path scratch) throws IOException {
        top = Files.createTempDirectory(scratch, ComposeCache.scratchPrefix()).toRealPath(); // mode 0700
    }

    /** Returns the path of a copy. */
    Path copy(Path original) {
        return top.resolve(ROOT.relativize(original));
    }

    /** Returns the original of a copy, without {@code ..}; empty for a path outside this directory. */
    Optional<Path> original(Path copy) {
        Path path = copy.normalize();
        return path.startsWith(top) ? Optional.of(ROOT.resolve(top.relativize(path))) : Optional.empty();
    }

    /** Returns a text of Compose with the originals' paths instead of copies'. */
    String withOriginals(String text) {
        return text.replace(top + "/", "/").replace(top.toString(), "/");
    }

    /** Creates or replaces a copy. */
    Path write(Path original, byte[] content) throws IOException {
        Path copy = copy(original);
        Files.createDirectories(copy.resolveSibling(""));
        return Files.write(copy, content);
    }

    @Override
    public void close() {
        // A leftover is not worth a failure: the next command removes it.
        TreeDeletion.delete(top, (_, _) -> true);
    }
}
