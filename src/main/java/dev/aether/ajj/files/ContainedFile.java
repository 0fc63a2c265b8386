package dev.aether.ajj.files;

import dev.aether.ajj.model.workspace.RealPath;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads a file below a directory that other programs, such as a container, may change at the same time. A link that
 * replaces the file or one of its parents after the check is not followed.
 */
public final class ContainedFile {
    private ContainedFile() {}

    /**
     * Reads the file. Links are followed as long as they stay inside the directory.
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
        try (HeldDirectory parent = HeldDirectory.open(top, top.relativize(real.resolveSibling("")))) {
            byte[] content = parent.read(real.getFileName(), RegularFile.LARGEST + 1);
            if (content.length > RegularFile.LARGEST) {
                throw new FileSystemException(file.toString(), null, RegularFile.TOO_LARGE);
            }
            return content;
        }
    }
}
