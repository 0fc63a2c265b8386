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
 * A directory below a root, open: a link that comes in its place, or in the place of one above it, leads nowhere. Others may
 * write there at the same time, such as a container that mounts it. Where the system cannot hold directories (macOS), paths
 * are used, and links in the last place are refused.
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
     * @param root links to it are followed
     * @param below relative to the root; empty for the root itself
     * @throws NoSuchFileException when it does not exist
     * @throws IOException when a link is on the way, or something else that is no directory
     */
    public static HeldDirectory open(Path root, Path below) throws IOException {
        return walk(root, below, HeldDirectory::open);
    }

    /** Opens a directory, as {@link #open}; those that are missing are created, and nothing outside the root. */
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

    /** The names of what is in it, once: what comes later is not read. */
    List<Path> names() throws IOException {
        List<Path> names = new ArrayList<>();
        try {
            stream.forEach(entry -> names.add(entry.getFileName()));
        } catch (DirectoryIteratorException unreadable) {
            throw unreadable.getCause();
        }
        return names;
    }

    /** Opens a directory in it. */
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

    /** There is no way to create a directory in one that is held, so it is created beside and moved there. */
    private void createInside(Path root, Path name) throws IOException {
        Path scratch = ScratchDirectory.near(root, path);
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
            Object there = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .fileKey();
            BasicFileAttributeView here = held.getFileAttributeView(BasicFileAttributeView.class);
            if (!Objects.equals(here.readAttributes().fileKey(), there)) {
                throw new FileSystemException(path.toString(), null, "was replaced by another directory");
            }
        }
    }

    /** Where files stand until they are complete: on the same file system. */
    public HeldDirectory scratch(Path root) throws IOException {
        Path scratch = ScratchDirectory.near(root, path);
        return open(root, root.relativize(scratch));
    }

    /** A name for a file that is not complete. */
    public static Path temporaryName() {
        return Path.of(".ajj-" + UUID.randomUUID() + ".tmp");
    }

    /** What is known of a file, which may be a link; empty when it does not exist. */
    public Optional<BasicFileAttributes> attributes(Path name) throws IOException {
        try {
            return Optional.of(view(name, BasicFileAttributeView.class).readAttributes());
        } catch (NoSuchFileException missing) {
            return Optional.empty();
        }
    }

    /** What a file, which may be a link, has to tell. */
    public <V extends FileAttributeView> V view(Path name, Class<V> type) {
        return stream instanceof SecureDirectoryStream<Path> held
                ? held.getFileAttributeView(name, type, LinkOption.NOFOLLOW_LINKS)
                : Files.getFileAttributeView(path.resolve(name), type, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Reads a file.
     *
     * @param most in bytes; the rest is not read
     * @throws IOException when it is not a regular file, or cannot be read
     */
    public byte[] read(Path name, int most) throws IOException {
        if (!view(name, BasicFileAttributeView.class).readAttributes().isRegularFile()) {
            throw new FileSystemException(name.toString(), null, "is not a regular file");
        }
        try (SeekableByteChannel channel = channel(name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            return Channels.newInputStream(channel).readNBytes(most);
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

    /** Moves a file or a directory, and replaces what is there. */
    public void move(Path name, HeldDirectory target, Path newName) throws IOException {
        if (stream instanceof SecureDirectoryStream<Path> from
                && target.stream instanceof SecureDirectoryStream<Path> to) {
            from.move(name, to, newName);
        } else {
            Files.move(path.resolve(name), target.path.resolve(newName), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Deletes a file, which may be a link, if it exists. */
    public void deleteFile(Path name) throws IOException {
        try {
            if (stream instanceof SecureDirectoryStream<Path> held) {
                held.deleteFile(name);
            } else {
                Files.delete(path.resolve(name));
            }
        } catch (NoSuchFileException missing) {
            // That was wanted.
        }
    }

    /**
     * Deletes a directory.
     *
     * @throws IOException when it does not exist, is none, or holds something
     */
    public void deleteDirectory(Path name) throws IOException {
        if (stream instanceof SecureDirectoryStream<Path> held) {
            held.deleteDirectory(name);
        } else if (Files.isDirectory(path.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
            Files.delete(path.resolve(name));
        }
    }

    /** Waits until the disk has the names of its files. */
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

    /** From a directory to one in it. */
    private interface Step {
        HeldDirectory from(HeldDirectory above, Path name) throws IOException;
    }
}
