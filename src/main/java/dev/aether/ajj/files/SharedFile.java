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
import java.util.UUID;

/** A file that is everybody's to read, written as a whole. */
public final class SharedFile {

    private SharedFile() {}

    /**
     * Makes the file with the permissions that new files have here.
     *
     * @param file absolute; in a directory that exists
     * @throws FileAlreadyExistsException when something is there, also when it came this moment
     * @throws IOException with nothing changed
     */
    public static void create(Path file, byte[] content) throws IOException {
        Path temporary = temporary(file);
        try {
            AtomicFile.writeThrough(Files.createFile(temporary), content);
            appear(temporary, file);
        } finally {
            Files.deleteIfExists(temporary);
        }
        AtomicFile.persistRename(AtomicFile.directoryOf(file));
    }

    /**
     * Replaces the file and keeps its permissions. A symbolic link is followed: the file behind it is replaced.
     *
     * @throws IOException with nothing changed
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

    /** A second name for a finished file: unlike a rename, it does not replace what is there. */
    private static void appear(Path temporary, Path file) throws IOException {
        try {
            Files.createLink(file, temporary);
        } catch (FileAlreadyExistsException taken) {
            throw taken;
        } catch (UnsupportedOperationException | FileSystemException _) {
            // A file system without links. This looks first and renames then, which is nearly as good.
            Files.move(temporary, file);
        }
    }

    private static Path temporary(Path file) throws IOException {
        Path directory = AtomicFile.directoryOf(file);
        return ScratchDirectory.near(directory, directory).resolve(".ajj-" + UUID.randomUUID() + ".tmp");
    }

    private static void keepPermissions(Path from, Path to) throws IOException {
        boolean posix = from.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (posix && Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(from);
            Files.setPosixFilePermissions(to, permissions);
        }
    }
}
