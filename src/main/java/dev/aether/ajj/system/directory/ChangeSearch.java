package dev.aether.ajj.system.directory;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Searches a directory for files that have changed since a time. Deletions do not count. */
final class ChangeSearch extends SimpleFileVisitor<Path> {
    private final Path root;
    private final FileTime since;
    private final SortedSet<String> found = new TreeSet<>();

    ChangeSearch(Path root, FileTime since) {
        this.root = root;
        this.since = since;
    }

    List<String> changes() throws IOException {
        Files.walkFileTree(root, this);
        return List.copyOf(found);
    }

    /** Whether an entry of a workspace's root belongs to jj or git. */
    static boolean isMetadata(Path entry) {
        return entry.endsWith(".jj") || entry.endsWith(".git");
    }

    private boolean isMetadataOfRoot(Path path) {
        return isMetadata(path) && root.equals(path.getParent());
    }

    private boolean isChanged(Path path) throws IOException {
        try {
            return RemovalMark.changed(path).compareTo(since) >= 0;
        } catch (NoSuchFileException gone) {
            return false;
        }
    }

    /** Reports a directory that was moved here. Unlike after a deletion in it, its modification time is old. */
    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
        if (directory.equals(root)) {
            return FileVisitResult.CONTINUE;
        }
        if (isMetadataOfRoot(directory)) {
            return FileVisitResult.SKIP_SUBTREE;
        }
        if (isChanged(directory) && attributes.lastModifiedTime().compareTo(since) < 0) {
            found.add(root.relativize(directory) + "/");
            return FileVisitResult.SKIP_SUBTREE;
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        if (!isMetadataOfRoot(file) && isChanged(file)) {
            found.add(root.relativize(file).toString());
        }
        return FileVisitResult.CONTINUE;
    }

    /** Ignores an unreadable file, which cannot be deleted either. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException unreadable) {
        return FileVisitResult.CONTINUE;
    }
}
