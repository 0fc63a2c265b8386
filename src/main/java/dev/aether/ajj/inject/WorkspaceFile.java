package dev.aether.ajj.inject;

import dev.aether.ajj.files.ScratchDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** A file inside a workspace that only its owner may read, and that is never seen half written. */
final class WorkspaceFile {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<String> OTHERS_DIRECTORIES = Set.of(".jj", ".git", ".aether");

    /** In bytes. */
    private static final int LARGEST = 10 << 20;

    private static final String TOO_LARGE = "it is larger than 10 MiB";

    private final Path root;
    private final Path path;

    private WorkspaceFile(Path root, Path path) {
        this.root = root;
        this.path = path;
    }

    /**
     * @param file relative to the root
     * @throws Refused when it is outside the workspace, in a directory of jj or git, or reached through a link
     */
    static WorkspaceFile of(Path root, String file) throws Refused, IOException {
        Path relative = Path.of(file).normalize();
        if (relative.isAbsolute()
                || relative.startsWith("..")
                || relative.toString().isEmpty()) {
            throw new Refused("it is not inside the workspace");
        }
        for (Path part : relative) {
            if (OTHERS_DIRECTORIES.contains(part.toString().toLowerCase(Locale.ROOT))) {
                throw new Refused("the directory " + part + " is not for injected files");
            }
        }
        Path realRoot = root.toRealPath();
        Path path = realRoot.resolve(relative);
        refuseLinks(realRoot, relative);
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new Refused("it exists and is not a file");
        }
        return new WorkspaceFile(realRoot, path);
    }

    boolean exists() {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** @throws Refused when it is too large: then it is no file of the kind that ajj writes */
    byte[] read() throws IOException, Refused {
        if (!exists()) {
            return new byte[0];
        }
        try (InputStream stream = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
            byte[] content = stream.readNBytes(LARGEST + 1);
            if (content.length > LARGEST) {
                throw new Refused(TOO_LARGE);
            }
            return content;
        }
    }

    /** Makes an empty file, with its parent directories. */
    void create() throws IOException {
        Files.createDirectories(parent());
        Files.createFile(path, ownerOnly(path));
    }

    /** Whether it is there, holds exactly this, and is readable by nobody else. */
    boolean isAs(byte[] content) throws IOException, Refused {
        return exists() && isOwnerOnly() && Arrays.equals(content, read());
    }

    /**
     * Replaces the content; does nothing when the file is already so.
     *
     * @throws Refused when it would be too large to be read again
     */
    void write(byte[] content) throws IOException, Refused {
        if (content.length > LARGEST) {
            throw new Refused(TOO_LARGE);
        }
        if (isAs(content)) {
            return;
        }
        Files.createDirectories(parent());
        Path temporary = ScratchDirectory.near(root, parent()).resolve(".ajj-" + UUID.randomUUID() + ".tmp");
        try {
            try (FileChannel channel = FileChannel.open(
                    temporary, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly(temporary))) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    int _ = channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
        forceDirectory();
    }

    void delete() throws IOException {
        Files.deleteIfExists(path);
    }

    /** Deletes the directories above the file that hold nothing, as jj does when the last file in one goes. */
    void deleteEmptyParents() {
        Path directory = parent();
        try {
            while (!directory.equals(root) && directory.startsWith(root)) {
                Files.deleteIfExists(directory);
                directory = directory.resolveSibling("").normalize();
            }
        } catch (IOException _) {
            // It holds something, or may not be deleted: an empty directory is not worth a failure.
        }
    }

    private void forceDirectory() throws IOException {
        if (isPosix(path)) {
            try (FileChannel directory = FileChannel.open(parent(), StandardOpenOption.READ)) {
                directory.force(true);
            }
        }
    }

    private Path parent() {
        Path parent = path.getParent();
        return parent == null ? root : parent;
    }

    private boolean isOwnerOnly() throws IOException {
        return !isPosix(path)
                || Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS)
                        .equals(OWNER_ONLY);
    }

    /** A link decides where the file is: out of the workspace, in .git, or where jj does not ignore it. */
    private static void refuseLinks(Path root, Path relative) throws Refused {
        Path directory = root;
        for (Path part : relative) {
            if (!Files.isDirectory(directory) && Files.exists(directory)) {
                throw new Refused(directory + " is not a directory");
            }
            directory = directory.resolve(part);
            if (Files.isSymbolicLink(directory)) {
                throw new Refused(
                        directory.equals(root.resolve(relative))
                                ? "it is a symbolic link"
                                : directory + " is a symbolic link, and files are not written through links");
            }
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path path) {
        return isPosix(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** This file is not for ajj to write; the message says why. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }
}
