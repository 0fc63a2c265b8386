package dev.aether.ajj.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** Writes files that all users may read, atomically. */
public final class SharedFile {

    private SharedFile() {}

    /**
     * Creates the file with the usual permissions of a new file.
     *
     * @param file absolute; in a directory that exists
     * @throws FileAlreadyExistsException when the file exists, even if it was created a moment ago
     * @throws IOException when it cannot be written; nothing is changed
     */
    public static void create(Path file, byte[] content) throws IOException {
        Path temporary = temporary(file);
        try {
            AtomicFile.writeThrough(Files.createFile(temporary), content);
            link(temporary, file);
        } finally {
            Files.deleteIfExists(temporary);
        }
        AtomicFile.persistRename(AtomicFile.directoryOf(file));
    }

    /**
     * Replaces the file and keeps its permissions. Of a symbolic link, the target is replaced.
     *
     * @throws IOException when it cannot be written; nothing is changed
     */
    public static void replace(Path file, byte[] content) throws IOException {
        Path target = AtomicFile.replaceable(file);
        Path temporary = temporary(target);
        try {
            AtomicFile.writeThrough(Files.createFile(temporary), content);
            keepPermissions(target, temporary);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
        AtomicFile.persistRename(AtomicFile.directoryOf(target));
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
        Path directory = AtomicFile.directoryOf(file);
        return ScratchDirectory.near(directory, directory).resolve(HeldDirectory.temporaryName());
    }

    private static void keepPermissions(Path from, Path to) throws IOException {
        boolean posix = from.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (posix && Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(from);
            Files.setPosixFilePermissions(to, permissions);
        }
    }
}
