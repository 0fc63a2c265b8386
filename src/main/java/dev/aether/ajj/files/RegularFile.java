package dev.aether.ajj.files;

import dev.aether.ajj.model.workspace.RealPath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** Reads files that others have named or written. Refuses pipes and devices, which may never end, and huge files. */
public final class RegularFile {
    /** In bytes. */
    public static final int LARGEST = 10 << 20;

    /** What is wrong with a larger file, as the end of a sentence. */
    private static final String TOO_LARGE = "is larger than " + (LARGEST >> 20) + " MiB";

    private RegularFile() {}

    /** Returns why a file cannot be read, as the end of a sentence; empty for a directory or a missing file. */
    public static Optional<String> fault(Path file) {
        if (Files.isRegularFile(file)) {
            return file.toFile().length() > LARGEST ? Optional.of(TOO_LARGE) : Optional.empty();
        }
        return Files.exists(file) && !Files.isDirectory(file)
                ? Optional.of("is a pipe or a device, not a file")
                : Optional.empty();
    }

    /** Returns why a file cannot be read, as the end of a sentence, also for a directory or a missing file. */
    public static Optional<String> unusable(Path file) {
        if (!Files.exists(file)) {
            return Optional.of(
                    Files.isSymbolicLink(file) ? "is a link to a file that does not exist" : "does not exist");
        }
        if (Files.isDirectory(file)) {
            return Optional.of("is a directory, not a file");
        }
        return Files.isReadable(file) ? fault(file) : Optional.of("cannot be read: permission denied");
    }

    /**
     * Reads the beginning of a file. Links are followed.
     *
     * @param maxBytes the rest is not read
     * @throws NoSuchFileException when it does not exist
     * @throws IOException when it is not a regular file, or cannot be read
     */
    public static byte[] read(Path file, int maxBytes) throws IOException {
        if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
            throw new FileSystemException(file.toString(), null, "is not a regular file");
        }
        try (InputStream stream = Files.newInputStream(file)) {
            return stream.readNBytes(maxBytes);
        }
    }

    /**
     * Reads the whole file. Links are followed.
     *
     * @throws NoSuchFileException when it does not exist
     * @throws IOException when it is not a regular file, larger than 10 MiB, or cannot be read
     */
    public static byte[] read(Path file) throws IOException {
        return whole(file, read(file, LARGEST + 1));
    }

    /**
     * Reads the whole file, which other programs, such as a container, may replace at the same time. Links are followed
     * as long as they stay inside the directory; one that replaces the file or a parent after the check is not.
     *
     * @param file absolute
     * @throws NoSuchFileException when it does not exist
     * @throws IOException when it is outside the directory, or as for {@link #read(Path)}
     */
    public static byte[] readInside(Path directory, Path file) throws IOException {
        Path top = RealPath.of(directory);
        Path real = RealPath.of(file);
        if (!real.startsWith(top) || real.equals(top)) {
            throw new FileSystemException(file.toString(), null, "is outside " + directory);
        }
        try (HeldDirectory parent = HeldDirectory.open(top, top.relativize(real.resolveSibling("")))) {
            return whole(file, parent.read(real.getFileName(), LARGEST + 1));
        }
    }

    private static byte[] whole(Path file, byte[] content) throws IOException {
        if (content.length > LARGEST) {
            throw new FileSystemException(file.toString(), null, TOO_LARGE);
        }
        return content;
    }

    /** Reads UTF-8 text as {@link #read(Path)} does. */
    public static String text(Path file) throws IOException {
        return text(file, StandardCharsets.UTF_8);
    }

    /** Reads text as {@link #read(Path)} does. */
    public static String text(Path file, Charset charset) throws IOException {
        return charset.newDecoder().decode(ByteBuffer.wrap(read(file))).toString();
    }
}
