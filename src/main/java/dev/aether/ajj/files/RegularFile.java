package dev.aether.ajj.files;

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

/** A small file of another program, such as Git, read whole. Reading a pipe that no process writes to would never end. */
public final class RegularFile {
    /** In bytes. */
    private static final int LARGEST = 10 << 20;

    private RegularFile() {}

    /**
     * Reads the file. Links are followed.
     *
     * @throws NoSuchFileException when it does not exist
     * @throws IOException when it is not a regular file, larger than 10 MiB, or cannot be read
     */
    public static byte[] read(Path file) throws IOException {
        if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
            throw new FileSystemException(file.toString(), null, "is not a regular file");
        }
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] content = stream.readNBytes(LARGEST + 1);
            if (content.length > LARGEST) {
                throw new FileSystemException(file.toString(), null, "is larger than " + (LARGEST >> 20) + " MiB");
            }
            return content;
        }
    }

    /** Reads the file as {@link #read} does, as text in UTF-8. */
    public static String text(Path file) throws IOException {
        return text(file, StandardCharsets.UTF_8);
    }

    /** Reads the file as {@link #read} does, as text. */
    public static String text(Path file, Charset charset) throws IOException {
        return charset.newDecoder().decode(ByteBuffer.wrap(read(file))).toString();
    }
}
