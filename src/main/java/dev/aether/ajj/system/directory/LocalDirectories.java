package dev.aether.ajj.system.directory;

import dev.aether.ajj.spi.directory.Directories;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Directories of this machine's file system. */
@ApplicationScoped
public class LocalDirectories implements Directories {
    /** What may be another user's to delete. */
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

    /** An inode is used again when a directory was deleted, but hardly both of these. */
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
        Deletion deletion = new Deletion(directory, keepItself);
        try {
            Files.walkFileTree(directory, deletion);
        } catch (IOException e) {
            throw notDeleted(directory, e);
        }
        deletion.throwFirst();
    }

    @Override
    public void delete(Path directory, String last, Predicate<Path> recorded) {
        refuseObstacle(directory, recorded);
        Deletion deletion = new Deletion(directory, true);
        try (Stream<Path> entries = Files.list(directory)) {
            for (Path entry : entries.filter(entry -> !entry.endsWith(last)).toList()) {
                Files.walkFileTree(entry, deletion);
            }
        } catch (NoSuchFileException gone) {
            return;
        } catch (IOException e) {
            throw notDeleted(directory, e);
        }
        deletion.throwFirst();
        delete(directory, false);
    }

    private static NotDeleted notDeleted(Path path, IOException reason) {
        String words = words(reason);
        return new NotDeleted(path, words, DENIED.contains(words), reason);
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

    /**
     * Deletes files first, then the directory that held them; {@code walkFileTree} does not follow links. What cannot be
     * deleted keeps nothing else from it.
     */
    private static final class Deletion extends SimpleFileVisitor<Path> {
        private final Path top;
        private final boolean keepTop;
        private @Nullable NotDeleted first;

        Deletion(Path top, boolean keepTop) {
            this.top = top;
            this.keepTop = keepTop;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            note(file, failure);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) {
            if (failure != null) {
                note(directory, failure);
            } else if (!keepTop || !directory.equals(top)) {
                delete(directory);
            }
            return FileVisitResult.CONTINUE;
        }

        private void delete(Path path) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException failure) {
                note(path, failure);
            }
        }

        private void note(Path path, IOException failure) {
            if (first == null && !(failure instanceof NoSuchFileException)) {
                first = notDeleted(path, failure);
            }
        }

        void throwFirst() {
            if (first != null) {
                throw first;
            }
        }
    }
}
