package dev.aether.ajj.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Replaces a file as a whole: a reader sees the old content or the new, also after a power failure. */
public final class AtomicFile {

    private AtomicFile() {}

    /**
     * Writes the content, mode 0600 whatever the file had before. A symbolic link is followed: the file behind it is
     * replaced and the link stays.
     *
     * @param file in a directory that exists
     * @throws IOException with nothing changed
     */
    public static void write(Path file, byte[] content) throws IOException {
        Path target = replaceable(file);
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
