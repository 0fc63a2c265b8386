package dev.aether.ajj.files;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.StateProblem;
import dev.aether.ajj.model.text.ShellWord;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A directory of ajj's own files, such as {@code .jj/aether}. It must be a real directory that belongs to the user:
 * through a link ajj could overwrite files elsewhere, and another user could replace its content.
 */
public final class StateDirectory {
    private static final int ROOT = 0;

    /** Each directory is checked once per process. */
    private static final Set<Path> CHECKED = ConcurrentHashMap.newKeySet();

    private StateDirectory() {}

    /**
     * Creates the directory with mode 0700 if it is missing, and checks it.
     *
     * @param directory absolute; its parent exists
     * @throws Failure {@code STATE_LOCKED} when it cannot be created or written; {@code STATE_CORRUPT} when it is a
     *     link, not a directory, or belongs to another user
     */
    public static void prepare(Path directory) {
        if (CHECKED.contains(directory) && isReal(directory)) {
            return;
        }
        try {
            if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
                create(directory);
            }
            check(directory);
            requireOwner(directory);
            CHECKED.add(directory);
        } catch (IOException impossible) {
            throw new Failure(Unwritable.problem(directory, impossible), impossible);
        }
    }

    /**
     * Adds a {@code .gitignore} that hides the directory: a Git repository around that of jj does not know what jj
     * ignores. Does nothing when it exists or cannot be written.
     */
    public static void hideFromGit(Path directory) {
        try {
            Files.writeString(directory.resolve(".gitignore"), "*\n", StandardOpenOption.CREATE_NEW);
        } catch (IOException _) {
            // usually because it exists
        }
    }

    /**
     * Checks the directory, which may be missing.
     *
     * @throws Failure {@code STATE_CORRUPT} when it is a link or not a directory
     */
    public static void check(Path directory) {
        if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS) && !isReal(directory)) {
            boolean link = Files.isSymbolicLink(directory);
            throw new Failure(new StateProblem.Corrupt(
                    directory,
                    link
                            ? "it is a symbolic link, and ajj does not follow links to its own files"
                            : "it is not a directory",
                    List.of("check where it comes from, then remove it: rm "
                            + ShellWord.quoted(directory.toString()))));
        }
    }

    private static boolean isReal(Path directory) {
        return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS);
    }

    private static void create(Path directory) throws IOException {
        try {
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException _) {
            // another process created it
        }
    }

    /** Creates a file to find out this process's user id. Root may use any user's directory, as with git. */
    private static void requireOwner(Path directory) throws IOException {
        Path probe = Files.createTempFile(directory, ".owner-", ".tmp");
        try {
            Object self = uid(probe);
            Object owner = uid(directory);
            if (!self.equals(owner) && !self.equals(ROOT)) {
                throw new Failure(new StateProblem.Corrupt(
                        directory,
                        "it belongs to another user (uid " + owner + ", ajj runs as uid " + self + ")",
                        List.of(
                                "run ajj as the owner of the repository",
                                "or change the owner of the directory: sudo chown -R \"$(id -un)\" "
                                        + ShellWord.quoted(directory.toString()))));
            }
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    private static Object uid(Path path) throws IOException {
        return Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }
}
