package dev.aether.ajj.system.directory;

import dev.aether.ajj.files.TreeDeletion;
import dev.aether.ajj.spi.directory.Directories;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Directories in this machine's file system. */
public class LocalDirectories implements Directories {
    /** Reasons for which another user may be able to delete. */
    private static final Set<String> DENIED = Set.of("permission denied", "operation not permitted");

    @Override
    public boolean isMissingOrEmpty(Path directory) {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return true;
        }
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.findAny().isEmpty();
        } catch (IOException unreadable) {
            return false;
        }
    }

    @Override
    public boolean isGone(Path directory) {
        return Files.notExists(directory, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public Optional<Obstacle> obstacle(Path directory, Predicate<Path> recorded) {
        return ObstacleSearch.in(directory, recorded);
    }

    /** Combines two inodes: one alone may be reused after a deletion. */
    @Override
    public Optional<String> identity(Path root) {
        try {
            return Optional.of(key(root) + " " + key(root.resolve(".jj")));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private static Object key(Path directory) throws IOException {
        return Objects.requireNonNullElse(
                Files.readAttributes(directory, BasicFileAttributes.class).fileKey(), directory);
    }

    @Override
    public void mark(Path root, Mark mark) {
        new RemovalMark(root).set(mark);
    }

    @Override
    public Mark marked(Path root) {
        return new RemovalMark(root).get();
    }

    @Override
    public List<String> changes(Path root) {
        return new RemovalMark(root).changes();
    }

    private void refuseObstacle(Path directory, Predicate<Path> recorded) {
        obstacle(directory, recorded).ifPresent(found -> {
            throw new NotDeleted(found.path(), "it is " + found.what(), false, new IOException(found.what()));
        });
    }

    @Override
    public void delete(Path directory, boolean keepItself) {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        refuseObstacle(directory, _ -> true);
        delete(directory, path -> !keepItself || !path.equals(directory));
    }

    @Override
    public void delete(Path directory, String last, Predicate<Path> recorded) {
        refuseObstacle(directory, recorded);
        delete(directory, path -> !path.equals(directory) && !path.startsWith(directory.resolve(last)));
        delete(directory, false);
    }

    private static void delete(Path directory, Predicate<Path> wanted) {
        TreeDeletion.delete(directory, (path, _) -> wanted.test(path)).stream()
                .findFirst()
                .ifPresent(failed -> {
                    String words = words(failed.reason());
                    throw new NotDeleted(failed.path(), words, DENIED.contains(words), failed.reason());
                });
    }

    private static String words(IOException reason) {
        return switch (reason) {
            case AccessDeniedException _ -> "permission denied";
            case DirectoryNotEmptyException _ -> "it is not empty";
            case FileSystemException system
            when system.getReason() != null -> system.getReason().toLowerCase(Locale.ROOT);
            default -> "input/output error";
        };
    }
}
