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
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;

/**
 * Deletes what is below a directory, then the directory. Each one is held while it is emptied: a link that comes in its place
 * meanwhile, from a container that mounts it, leads nowhere.
 */
public final class TreeDeletion {
    /** Each level takes two file descriptors. */
    private static final int DEEPEST = 1000;

    private final BiPredicate<Path, BasicFileAttributes> wanted;
    private final BiConsumer<Path, IOException> failed;

    /**
     * A deletion, of which nothing is done yet.
     *
     * @param wanted whether a file or a directory goes; what is below a directory that stays is asked for too
     * @param failed told what cannot be deleted, which keeps nothing else from it
     */
    public TreeDeletion(BiPredicate<Path, BasicFileAttributes> wanted, BiConsumer<Path, IOException> failed) {
        this.wanted = wanted;
        this.failed = failed;
    }

    /**
     * Deletes a directory and all that is in it, as far as it can be deleted.
     *
     * @throws IOException the first failure
     */
    public static void all(Path directory) throws IOException {
        List<IOException> failures = new ArrayList<>();
        new TreeDeletion((_, _) -> true, (_, failure) -> failures.add(failure)).delete(directory);
        throwFirst(failures);
    }

    /**
     * Deletes what is wanted in a directory, and of the directories that are wanted those that are empty then.
     *
     * @throws IOException the first failure
     */
    public static void some(Path directory, BiPredicate<Path, BasicFileAttributes> wanted) throws IOException {
        List<IOException> failures = new ArrayList<>();
        new TreeDeletion(wanted, (_, failure) -> {
                    if (!(failure instanceof DirectoryNotEmptyException)) {
                        failures.add(failure);
                    }
                })
                .delete(directory);
        throwFirst(failures);
    }

    private static void throwFirst(List<IOException> failures) throws IOException {
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
    }

    /**
     * Deletes as much as it can.
     *
     * @param top absolute; a link is deleted itself. Nothing happens when it does not exist
     */
    public void delete(Path top) {
        try (HeldDirectory above = HeldDirectory.open(top.resolveSibling(""), Path.of(""))) {
            delete(above, top, 0);
        } catch (NoSuchFileException gone) {
            // That was wanted.
        } catch (IOException failure) {
            failed.accept(top, failure);
        }
    }

    private void delete(HeldDirectory above, Path path, int depth) {
        Path name = path.getFileName();
        try {
            Optional<BasicFileAttributes> found = above.attributes(name);
            if (depth > DEEPEST) {
                throw new FileSystemException(path.toString(), null, "it is too many directories deep");
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
            // That was wanted.
        } catch (IOException failure) {
            failed.accept(path, failure);
        }
    }
}
