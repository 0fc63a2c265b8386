package dev.aether.ajj.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A file that others have named. Reading a pipe or a device never ends, and a file may be larger than the memory. */
public final class RegularFile {
    /** In bytes; far above any file that people write. */
    public static final int LARGEST = 10 << 20;

    public static final String TOO_LARGE = "is larger than " + (LARGEST >> 20) + " MiB";

    private RegularFile() {}

    /** Why a file is not to be read whole, as the end of a sentence; empty for a directory, and when there is no such file. */
    public static Optional<String> fault(Path file) {
        if (Files.isRegularFile(file)) {
            return file.toFile().length() > LARGEST ? Optional.of(TOO_LARGE) : Optional.empty();
        }
        return Files.exists(file) && !Files.isDirectory(file)
                ? Optional.of("is a pipe or a device, not a file")
                : Optional.empty();
    }

    /**
     * Reads the beginning of a file.
     *
     * @param most in bytes
     * @throws IOException when it is not a regular file, or cannot be read
     */
    public static byte[] read(Path file, int most) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new FileSystemException(file.toString(), null, "is not a regular file");
        }
        try (InputStream stream = Files.newInputStream(file)) {
            return stream.readNBytes(most);
        }
    }
}
