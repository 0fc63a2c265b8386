package dev.aether.ajj.system;

import dev.aether.ajj.spi.Directories;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Directories of this machine's file system. */
@ApplicationScoped
public class LocalDirectories implements Directories {

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
    public void delete(Path directory, boolean keepItself) {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Files.walkFileTree(directory, new Deletion(directory, keepItself));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void delete(Path directory, String last) {
        try (Stream<Path> entries = Files.list(directory)) {
            entries.filter(entry -> !entry.endsWith(last)).forEach(entry -> delete(entry, false));
        } catch (NoSuchFileException gone) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        delete(directory, false);
    }

    /** Deletes files first, then the directory that held them; {@code walkFileTree} does not follow links. */
    private static final class Deletion extends SimpleFileVisitor<Path> {
        private final Path top;
        private final boolean keepTop;

        Deletion(Path top, boolean keepTop) {
            this.top = top;
            this.keepTop = keepTop;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) throws IOException {
            if (failure != null) {
                throw failure;
            }
            if (!keepTop || !directory.equals(top)) {
                Files.delete(directory);
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
