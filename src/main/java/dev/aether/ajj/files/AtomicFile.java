package dev.aether.ajj.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Reads and writes files such as the registry. A write is atomic: a reader sees the old or the new content, even after a
 * power failure.
 */
public final class AtomicFile {

    private AtomicFile() {}

    /** In bytes. The registry of 1,000 workspaces has 1 MiB. */
    private static final long LARGEST = 64L << 20;

    /**
     * Reads one of ajj's own files. Links are not followed.
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
     * Writes one of ajj's own files with mode 0600, regardless of the mode that the file had. Links are not followed.
     *
     * @param file in a directory that exists
     * @throws IOException when it is a link or not a regular file, or cannot be written; the file is then unchanged
     */
    public static void write(Path file, byte[] content) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            requireRegular(file);
        }
        Path target = file.toAbsolutePath();
        // createTempFile uses mode 0600, so that other users cannot read a secret, not even briefly.
        Path temporary = Files.createTempFile(directoryOf(target), "." + target.getFileName() + ".", ".tmp");
        publish(temporary, content, target, AtomicFile::rename);
    }

    /**
     * Creates a file that all users may read, with the usual permissions of a new file.
     *
     * @param file absolute; in a directory that exists
     * @throws FileAlreadyExistsException when the file exists, even if it was created a moment ago
     * @throws IOException when it cannot be written; nothing is changed
     */
    public static void createShared(Path file, byte[] content) throws IOException {
        publish(Files.createFile(temporary(file)), content, file, AtomicFile::link);
    }

    /**
     * Replaces a file and keeps its permissions. Of a symbolic link, the target is replaced.
     *
     * @throws IOException when it cannot be written; nothing is changed
     */
    public static void replaceShared(Path file, byte[] content) throws IOException {
        Path target = replaceable(file);
        publish(Files.createFile(temporary(target)), content, target, (temporary, _) -> {
            keepPermissions(target, temporary);
            rename(temporary, target);
        });
    }

    /** Puts a finished file in its place. */
    private interface Placement {
        void put(Path temporary, Path target) throws IOException;
    }

    private static void publish(Path temporary, byte[] content, Path target, Placement placement) throws IOException {
        try {
            writeThrough(temporary, content);
            placement.put(temporary, target);
        } finally {
            Files.deleteIfExists(temporary);
        }
        persistRename(directoryOf(target));
    }

    private static void rename(Path temporary, Path target) throws IOException {
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Unlike a rename, a hard link does not replace an existing file. */
    private static void link(Path temporary, Path file) throws IOException {
        try {
            Files.createLink(file, temporary);
        } catch (FileAlreadyExistsException taken) {
            throw taken;
        } catch (UnsupportedOperationException | FileSystemException _) {
            // A file system without hard links. This checks, then renames, which is nearly as good.
            Files.move(temporary, file);
        }
    }

    private static Path temporary(Path file) throws IOException {
        Path directory = directoryOf(file);
        return HeldDirectory.scratchNear(directory, directory).resolve(HeldDirectory.temporaryName());
    }

    private static void keepPermissions(Path from, Path to) throws IOException {
        if (Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
            Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from));
        }
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
    private static Path replaceable(Path file) throws IOException {
        if (!Files.exists(file)) {
            return file.toAbsolutePath();
        }
        if (!Files.isRegularFile(file)) {
            throw new FileSystemException(file.toString(), null, "is not a regular file");
        }
        return file.toRealPath();
    }

    private static Path directoryOf(Path file) throws IOException {
        Path directory = file.getParent();
        if (directory == null) {
            throw new FileSystemException(file.toString(), null, "has no parent directory");
        }
        return directory;
    }

    private static void writeThrough(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    private static void persistRename(Path directory) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException _) {
            // Some file systems cannot sync a directory. The rename is done; whether it survives a power failure is up
            // to them.
        }
    }
}
