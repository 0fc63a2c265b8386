package dev.aether.ajj.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A file of ajj's own, such as the registry. It is replaced as a whole: a reader sees the old content or the new, also after
 * a power failure. Links are not followed.
 */
public final class AtomicFile {

    private AtomicFile() {}

    /** Larger files are not ajj's: the registry of 1,000 workspaces has 1 MiB. */
    private static final long LARGEST = 64L << 20;

    /**
     * Reads the file.
     *
     * @throws NoSuchFileException when it does not exist
     * @throws IOException when it is a link, not a regular file, larger than 64 MiB, or cannot be read
     */
    public static byte[] read(Path file) throws IOException {
        requireRegular(file);
        try (SeekableByteChannel channel =
                Files.newByteChannel(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            if (channel.size() > LARGEST) {
                throw new FileSystemException(file.toString(), null, "is larger than " + (LARGEST >> 20) + " MiB");
            }
            return Channels.newInputStream(channel).readNBytes((int) LARGEST);
        }
    }

    /**
     * Writes the content, mode 0600 whatever the file had before.
     *
     * @param file in a directory that exists
     * @throws IOException when it is a link or not a regular file, or cannot be written; nothing is changed then
     */
    public static void write(Path file, byte[] content) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            requireRegular(file);
        }
        Path target = file.toAbsolutePath();
        Path directory = directoryOf(target);
        // createTempFile makes the file with mode 0600, so a secret is never readable by others, not even briefly.
        Path temporary = Files.createTempFile(directory, "." + target.getFileName() + ".", ".tmp");
        try {
            writeThrough(temporary, content);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
        persistRename(directory);
    }

    private static void requireRegular(Path file) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile()) {
            throw new FileSystemException(
                    file.toString(),
                    null,
                    attributes.isSymbolicLink() ? "is a symbolic link" : "is not a regular file");
        }
    }

    /** The file behind links. What is no file, such as a device or a pipe, must not be renamed away. */
    static Path replaceable(Path file) throws IOException {
        if (!Files.exists(file)) {
            return file.toAbsolutePath();
        }
        if (!Files.isRegularFile(file)) {
            throw new FileSystemException(file.toString(), null, "is not a regular file");
        }
        return file.toRealPath();
    }

    static Path directoryOf(Path file) throws IOException {
        Path directory = file.getParent();
        if (directory == null) {
            throw new FileSystemException(file.toString(), null, "is not a file in a directory");
        }
        return directory;
    }

    static void writeThrough(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    static void persistRename(Path directory) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException _) {
            // Some file systems cannot sync a directory. The rename has happened; only its durability is theirs.
        }
    }
}
