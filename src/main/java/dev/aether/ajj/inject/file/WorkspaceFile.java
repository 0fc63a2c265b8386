package dev.aether.ajj.inject.file;

import dev.aether.ajj.files.HeldDirectory;
import dev.aether.ajj.model.template.Injection;
import dev.aether.ajj.model.workspace.RepositoryData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * A file inside a workspace that only its owner may read, and that is replaced atomically. Directories are held open, so a
 * container that replaces one by a link cannot redirect a write.
 */
final class WorkspaceFile {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final FileAttribute<?> CREATED_OWNER_ONLY = PosixFilePermissions.asFileAttribute(OWNER_ONLY);
    private static final Set<PosixFilePermission> EXECUTION = PosixFilePermissions.fromString("--x--x--x");
    private static final int MAX_BYTES = 10 << 20;

    private static final Path NONE = Path.of("");
    private static final String TOO_LARGE = "it is larger than 10 MiB";

    private final Path root;
    private final Path parent;
    private final Path name;

    private WorkspaceFile(Path root, Path parent, Path name) {
        this.root = root;
        this.parent = parent;
        this.name = name;
    }

    /**
     * Returns a file that secrets may be written to.
     *
     * @param file relative to the root
     * @throws Refused as {@link #of} does; also when it is in a nested repository, which would record it, or is a dotenv file
     *     by name whose extension has no comments with {@code #}
     */
    static WorkspaceFile writable(Path root, String file) throws Refused, IOException {
        if (Injection.isDotEnv(file) && !CommentStyle.of(file).equals(Optional.of(CommentStyle.HASH))) {
            throw new Refused(
                    "its name is that of a dotenv file, but files with its extension have no comments with #",
                    "name another file, such as .env.local, under [injection] in aether.toml");
        }
        WorkspaceFile target = of(root, file);
        Optional<Path> nested = RepositoryData.nested(
                target.root, target.root.resolve(target.parent).normalize());
        if (nested.isPresent()) {
            throw new Refused(
                    "it is in another repository, which would commit its secrets: " + nested.get(),
                    "name a file outside that directory under [injection] in aether.toml");
        }
        return target;
    }

    /**
     * Returns a file that may not exist.
     *
     * @param file relative to the root
     * @throws Refused when it is outside the workspace, in a directory of jj or Git, or reached through a link
     */
    static WorkspaceFile of(Path root, String file) throws Refused, IOException {
        Path relative = Path.of(file).normalize();
        if (relative.isAbsolute()
                || relative.startsWith("..")
                || relative.toString().isEmpty()) {
            throw new Refused("it is not inside the workspace");
        }
        for (Path part : relative) {
            if (RepositoryData.isReserved(part)) {
                throw new Refused("injected files cannot be in the directory " + part);
            }
        }
        Path realRoot = root.toRealPath();
        Path path = realRoot.resolve(relative);
        refuseLinks(realRoot, relative);
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new Refused("it is not a regular file");
        }
        return new WorkspaceFile(realRoot, relative.resolveSibling(NONE), relative.getFileName());
    }

    boolean exists() throws IOException {
        try (HeldDirectory directory = directory()) {
            return directory.attributes(name).isPresent();
        } catch (NoSuchFileException missing) {
            return false;
        }
    }

    /** @throws Refused when it is larger than any file that ajj writes */
    byte[] read() throws IOException, Refused {
        try (HeldDirectory directory = directory()) {
            byte[] content = directory.read(name, MAX_BYTES + 1);
            if (content.length > MAX_BYTES) {
                throw new Refused(TOO_LARGE);
            }
            return content;
        } catch (NoSuchFileException missing) {
            return new byte[0];
        }
    }

    void create() throws IOException {
        try (HeldDirectory directory = HeldDirectory.create(root, parent)) {
            directory.newFile(name, CREATED_OWNER_ONLY).close();
        }
    }

    /** Whether the file exists with exactly this content, and only its owner may read it. */
    boolean isAs(byte[] content) throws IOException, Refused {
        return exists() && isOwnerOnly() && Arrays.equals(content, read());
    }

    /**
     * Replaces the content, unless the file already has it.
     *
     * @throws Refused when it would be too large to read back
     */
    void write(byte[] content) throws IOException, Refused {
        if (content.length > MAX_BYTES) {
            throw new Refused(TOO_LARGE);
        }
        if (isAs(content)) {
            return;
        }
        try (HeldDirectory directory = HeldDirectory.create(root, parent);
                HeldDirectory scratch = directory.scratch(root)) {
            Path temporary = HeldDirectory.temporaryName();
            try {
                write(scratch, temporary, content);
                scratch.move(temporary, directory, name);
            } finally {
                scratch.deleteFile(temporary);
            }
            directory.force();
        }
    }

    private void write(HeldDirectory directory, Path file, byte[] content) throws IOException {
        try (SeekableByteChannel channel = directory.newFile(file, CREATED_OWNER_ONLY)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                int _ = channel.write(bytes);
            }
            if (channel instanceof FileChannel onDisk) {
                onDisk.force(true);
            }
        }
    }

    void delete() throws IOException {
        try (HeldDirectory directory = directory()) {
            directory.deleteFile(name);
        } catch (NoSuchFileException missing) {
            // already deleted, with its directory
        }
    }

    /** Deletes empty parent directories, as jj does after it deletes the last file in one. */
    void deleteEmptyParents() {
        try {
            for (int depth = parent.getNameCount(); depth > 0 && !parent.equals(NONE); depth--) {
                Path above = depth == 1 ? NONE : parent.subpath(0, depth - 1);
                deleteDirectory(above, parent.getName(depth - 1));
            }
        } catch (IOException _) {
            // not empty, or not permitted; an empty directory is not worth a failure
        }
    }

    private void deleteDirectory(Path above, Path directory) throws IOException {
        try (HeldDirectory held = HeldDirectory.open(root, above)) {
            held.deleteDirectory(directory);
        } catch (NoSuchFileException missing) {
            // a directory above it may still exist
        }
    }

    private HeldDirectory directory() throws IOException {
        return HeldDirectory.open(root, parent);
    }

    boolean isExecutable() throws IOException {
        return permissions().stream().anyMatch(EXECUTION::contains);
    }

    private boolean isOwnerOnly() throws IOException {
        return permissions().equals(OWNER_ONLY);
    }

    private Set<PosixFilePermission> permissions() throws IOException {
        try (HeldDirectory directory = directory()) {
            return directory
                    .view(name, PosixFileAttributeView.class)
                    .readAttributes()
                    .permissions();
        }
    }

    /** A link could lead out of the workspace, into .git, or to a path that jj does not ignore. */
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
                                : directory + " is a symbolic link, and ajj does not write through links");
            }
        }
    }

    /** Thrown for a file that ajj must not write; the message has the reason. */
    static final class Refused extends Exception {
        private final String hint;

        Refused(String message) {
            this(message, "name another file under [injection] in aether.toml, or move this one away");
        }

        Refused(String message, String hint) {
            super(message);
            this.hint = hint;
        }

        String hint() {
            return hint;
        }
    }
}
