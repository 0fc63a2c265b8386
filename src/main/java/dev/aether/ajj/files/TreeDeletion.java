package dev.aether.ajj.files;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * Deletes a directory and what is below it. Each directory is kept open while it is emptied: a link that replaces it
 * meanwhile, made by a container that mounts it, is not followed.
 */
public final class TreeDeletion {
    /** Each level takes two file descriptors. */
    private static final int MAX_DEPTH = 1000;

    private final BiPredicate<Path, BasicFileAttributes> wanted;
    private final List<Failed> failures = new ArrayList<>();

    private TreeDeletion(BiPredicate<Path, BasicFileAttributes> wanted) {
        this.wanted = wanted;
    }

    /** A path that could not be deleted. */
    public record Failed(Path path, IOException reason) {}

    /**
     * Deletes as much as possible.
     *
     * @param top absolute; may be missing. Of a link, the link itself is deleted
     * @param wanted whether to delete a file or a directory; also asked for what is below a directory that is kept
     */
    public static List<Failed> delete(Path top, BiPredicate<Path, BasicFileAttributes> wanted) {
        TreeDeletion deletion = new TreeDeletion(wanted);
        try (HeldDirectory above = HeldDirectory.open(top.resolveSibling(""), Path.of(""))) {
            deletion.delete(above, top, 0);
        } catch (NoSuchFileException gone) {
            // Already deleted.
        } catch (IOException failure) {
            deletion.failures.add(new Failed(top, failure));
        }
        return deletion.failures;
    }

    /**
     * Deletes a directory and all that is in it, continuing after failures.
     *
     * @throws IOException the first failure
     */
    public static void all(Path directory) throws IOException {
        throwFirst(delete(directory, (_, _) -> true).stream());
    }

    /**
     * Deletes wanted files, and wanted directories that are then empty.
     *
     * @throws IOException the first failure
     */
    public static void some(Path directory, BiPredicate<Path, BasicFileAttributes> wanted) throws IOException {
        throwFirst(delete(directory, wanted).stream()
                .filter(failed -> !(failed.reason() instanceof DirectoryNotEmptyException)));
    }

    private static void throwFirst(Stream<Failed> failures) throws IOException {
        Optional<Failed> first = failures.findFirst();
        if (first.isPresent()) {
            throw first.get().reason();
        }
    }

    private void delete(HeldDirectory above, Path path, int depth) {
        Path name = path.getFileName();
        try {
            Optional<BasicFileAttributes> found = above.attributes(name);
            if (depth > MAX_DEPTH) {
                throw new FileSystemException(path.toString(), null, "it is nested too deeply");
            }
            if (found.filter(BasicFileAttributes::isDirectory).isPresent()) {
                try (HeldDirectory directory = above.open(name)) {
                    directory.names().forEach(below -> delete(directory, path.resolve(below), depth + 1));
                }
                if (wanted.test(path, found.get())) {
                    above.deleteDirectory(name);
                }
            } else if (found.isPresent() && wanted.test(path, found.get())) {
                above.deleteFile(name);
            }
        } catch (NoSuchFileException gone) {
            // Already deleted.
        } catch (IOException failure) {
            failures.add(new Failed(path, failure));
        }
    }
}
