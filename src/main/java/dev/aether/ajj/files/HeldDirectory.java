package dev.aether.ajj.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * An open directory below a root. Other programs, such as a container that mounts it, may write there at the same time:
 * a link that replaces this directory or one of its parents is not followed. On macOS, whose JDK has no {@link
 * SecureDirectoryStream}, paths are used and only a link as the last name is refused.
 */
public final class HeldDirectory implements Closeable {
    private final Path path;
    private final DirectoryStream<Path> stream;

    private HeldDirectory(Path path, DirectoryStream<Path> stream) {
        this.path = path;
        this.stream = stream;
    }

    /**
     * Opens a directory.
     *
     * @param root may be reached through links
     * @param below relative to the root; empty for the root itself
     * @throws NoSuchFileException when it does not exist
     * @throws IOException when a component of the path is a link or not a directory
     */
    public static HeldDirectory open(Path root, Path below) throws IOException {
        return walk(root, below, HeldDirectory::open);
    }

    /** Opens a directory as {@link #open} does, and creates missing ones. Nothing is created outside the root. */
    public static HeldDirectory create(Path root, Path below) throws IOException {
        return walk(root, below, (directory, name) -> directory.openOrCreate(root, name));
    }

    private static HeldDirectory walk(Path root, Path below, Step step) throws IOException {
        HeldDirectory directory = byPath(root);
        for (Path name : below) {
            if (!name.toString().isEmpty()) {
                try (HeldDirectory above = directory) {
                    directory = step.from(above, name);
                }
            }
        }
        return directory;
    }

    /** Returns the names of its entries. May be called only once. */
    List<Path> names() throws IOException {
        List<Path> names = new ArrayList<>();
        try {
            stream.forEach(entry -> names.add(entry.getFileName()));
        } catch (DirectoryIteratorException unreadable) {
            throw unreadable.getCause();
        }
        return names;
    }

    /** Opens a subdirectory. */
    HeldDirectory open(Path name) throws IOException {
        Path next = path.resolve(name);
        if (stream instanceof SecureDirectoryStream<Path> held) {
            return new HeldDirectory(next, held.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS));
        }
        if (Files.isSymbolicLink(next)) {
            throw new FileSystemException(next.toString(), null, "is a symbolic link");
        }
        return byPath(next);
    }

    @SuppressWarnings("StreamResourceLeak") // closed with the directory
    private static HeldDirectory byPath(Path path) throws IOException {
        return new HeldDirectory(path, Files.newDirectoryStream(path));
    }

    private HeldDirectory openOrCreate(Path root, Path name) throws IOException {
        try {
            return open(name);
        } catch (NoSuchFileException missing) {
            createInside(root, name);
            return open(name);
        }
    }

    /** Java cannot create a directory relative to an open one, so it is created in the scratch directory and moved. */
    private void createInside(Path root, Path name) throws IOException {
        Path scratch = scratchNear(root, path);
        if (scratch.equals(path) || !(stream instanceof SecureDirectoryStream)) {
            requireInPlace();
            Files.createDirectory(path.resolve(name));
            return;
        }
        Path temporary = temporaryName();
        try (HeldDirectory hidden = open(root, root.relativize(scratch))) {
            Files.createDirectory(scratch.resolve(temporary));
            try {
                hidden.move(temporary, this, name);
            } finally {
                Files.deleteIfExists(scratch.resolve(temporary));
            }
        }
    }

    private void requireInPlace() throws IOException {
        if (stream instanceof SecureDirectoryStream<Path> held) {
            Object present = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .fileKey();
            BasicFileAttributeView own = held.getFileAttributeView(BasicFileAttributeView.class);
            if (!Objects.equals(own.readAttributes().fileKey(), present)) {
                throw new FileSystemException(path.toString(), null, "was replaced by another directory");
            }
        }
    }

    /**
     * Returns the directory for unfinished files: {@code .jj} if possible, else the target. Any jj command snapshots
     * all other directories, and would record a half-written file with its secrets for good.
     *
     * @param root the workspace's root
     * @param target the directory of the finished file; the result is on the same file system
     */
    static Path scratchNear(Path root, Path target) throws IOException {
        Path hidden = root.resolve(".jj");
        boolean usable = Files.isDirectory(hidden, LinkOption.NOFOLLOW_LINKS)
                && Files.isWritable(hidden)
                && Files.getFileStore(hidden).equals(Files.getFileStore(target));
        return usable ? hidden : target;
    }

    /** Opens the directory for unfinished files, which is on the same file system. */
    public HeldDirectory scratch(Path root) throws IOException {
        return open(root, root.relativize(scratchNear(root, path)));
    }

    /** Returns an unused name for an unfinished file. */
    public static Path temporaryName() {
        return Path.of(".ajj-" + UUID.randomUUID() + ".tmp");
    }

    /** Returns the attributes of a file or of a link itself; empty when it does not exist. */
    public Optional<BasicFileAttributes> attributes(Path name) throws IOException {
        try {
            return Optional.of(view(name, BasicFileAttributeView.class).readAttributes());
        } catch (NoSuchFileException missing) {
            return Optional.empty();
        }
    }

    /** Returns a view of the attributes of a file or of a link itself. */
    public <V extends FileAttributeView> V view(Path name, Class<V> type) {
        return stream instanceof SecureDirectoryStream<Path> held
                ? held.getFileAttributeView(name, type, LinkOption.NOFOLLOW_LINKS)
                : Files.getFileAttributeView(path.resolve(name), type, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Reads a file.
     *
     * @param maxBytes the rest is not read
     * @throws IOException when it is not a regular file, or cannot be read
     */
    public byte[] read(Path name, int maxBytes) throws IOException {
        if (!view(name, BasicFileAttributeView.class).readAttributes().isRegularFile()) {
            throw new FileSystemException(name.toString(), null, "is not a regular file");
        }
        try (SeekableByteChannel channel = channel(name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            return Channels.newInputStream(channel).readNBytes(maxBytes);
        }
    }

    /** Creates a file, and opens it to be written. */
    public SeekableByteChannel newFile(Path name, FileAttribute<?>... attributes) throws IOException {
        return channel(
                name,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                attributes);
    }

    private SeekableByteChannel channel(Path name, Set<OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        return stream instanceof SecureDirectoryStream<Path> held
                ? held.newByteChannel(name, options, attributes)
                : Files.newByteChannel(path.resolve(name), options, attributes);
    }

    /** Moves a file or a directory, replacing an existing one. */
    public void move(Path name, HeldDirectory target, Path newName) throws IOException {
        if (stream instanceof SecureDirectoryStream<Path> from
                && target.stream instanceof SecureDirectoryStream<Path> to) {
            from.move(name, to, newName);
        } else {
            Files.move(path.resolve(name), target.path.resolve(newName), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Deletes a file, or a link itself, if it exists. */
    public void deleteFile(Path name) throws IOException {
        try {
            if (stream instanceof SecureDirectoryStream<Path> held) {
                held.deleteFile(name);
            } else {
                Files.delete(path.resolve(name));
            }
        } catch (NoSuchFileException missing) {
            // Already deleted.
        }
    }

    /**
     * Deletes an empty directory.
     *
     * @throws IOException when it does not exist, is not a directory, or is not empty
     */
    public void deleteDirectory(Path name) throws IOException {
        if (stream instanceof SecureDirectoryStream<Path> held) {
            held.deleteDirectory(name);
        } else if (Files.isDirectory(path.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
            Files.delete(path.resolve(name));
        }
    }

    /** Flushes its entries to the disk. */
    public void force() throws IOException {
        try (SeekableByteChannel channel = channel(Path.of("."), Set.of(StandardOpenOption.READ))) {
            if (channel instanceof FileChannel file) {
                file.force(true);
            }
        }
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }

    /** Opens a subdirectory. */
    private interface Step {
        HeldDirectory from(HeldDirectory above, Path name) throws IOException;
    }
}
