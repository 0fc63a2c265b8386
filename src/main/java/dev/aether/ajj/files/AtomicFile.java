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
 * Reads and writes ajj's own files, such as the registry. A write is atomic: a reader sees the old or the new content,
 * even after a power failure. Links are not followed.
 */
public final class AtomicFile {

    private AtomicFile() {}

    /** In bytes. The registry of 1,000 workspaces has 1 MiB. */
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
     * Writes the content with mode 0600, regardless of the mode that the file had.
     *
     * @param file in a directory that exists
     * @throws IOException when it is a link or not a regular file, or cannot be written; the file is then unchanged
     */
    public static void write(Path file, byte[] content) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            requireRegular(file);
        }
        Path target = file.toAbsolutePath();
        Path directory = directoryOf(target);
        // createTempFile uses mode 0600, so that other users cannot read a secret, not even briefly.
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

    /** Returns the file that links lead to. Devices and pipes are refused: a rename would remove them. */
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
            throw new FileSystemException(file.toString(), null, "has no parent directory");
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
            // Some file systems cannot sync a directory. The rename is done; whether it survives a power failure is up
            // to them.
        }
    }
}
