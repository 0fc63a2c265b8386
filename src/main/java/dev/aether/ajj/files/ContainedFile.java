package dev.aether.ajj.files;

import dev.aether.ajj.model.RealPath;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.util.Set;

/**
 * A file of a directory that others write to at the same time, such as a container that mounts it. A link that comes in its
 * place after the check leads nowhere.
 */
public final class ContainedFile {
    private static final Set<OpenOption> OPTIONS = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    /** In bytes. */
    private static final int LARGEST = 10 << 20;

    private ContainedFile() {}

    /**
     * Reads the file. It may be reached through links, as long as they stay inside the directory.
     *
     * @param file absolute
     * @throws NoSuchFileException when it does not exist
     * @throws IOException when it is outside the directory, not a regular file, larger than 10 MiB, or cannot be read
     */
    public static byte[] read(Path directory, Path file) throws IOException {
        Path top = RealPath.of(directory);
        Path real = RealPath.of(file);
        if (!real.startsWith(top) || real.equals(top)) {
            throw new FileSystemException(file.toString(), null, "is outside " + directory);
        }
        Path inside = top.relativize(real);
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(top)) {
            if (stream instanceof SecureDirectoryStream<Path> opened) {
                return read(opened, inside);
            }
            // Where the system has no way to hold a directory: it is checked, but not held.
            try (SeekableByteChannel channel = Files.newByteChannel(real, OPTIONS)) {
                return content(channel, file);
            }
        }
    }

    private static byte[] read(SecureDirectoryStream<Path> directory, Path inside) throws IOException {
        Path name = inside.getName(0);
        if (inside.getNameCount() > 1) {
            try (SecureDirectoryStream<Path> below = directory.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
                return read(below, inside.subpath(1, inside.getNameCount()));
            }
        }
        boolean regular = directory
                .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes()
                .isRegularFile();
        if (!regular) {
            throw new FileSystemException(name.toString(), null, "is not a regular file");
        }
        try (SeekableByteChannel channel = directory.newByteChannel(name, OPTIONS)) {
            return content(channel, name);
        }
    }

    private static byte[] content(SeekableByteChannel channel, Path file) throws IOException {
        byte[] content = Channels.newInputStream(channel).readNBytes(LARGEST + 1);
        if (content.length > LARGEST) {
            throw new FileSystemException(file.toString(), null, "is larger than " + (LARGEST >> 20) + " MiB");
        }
        return content;
    }
}
