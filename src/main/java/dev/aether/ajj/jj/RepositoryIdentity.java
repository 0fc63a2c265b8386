package dev.aether.ajj.jj;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.files.AtomicFile;
import dev.aether.ajj.files.Unwritable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Who a repository is: at first a hash of its place, then what {@code .aether/repository} remembers. A repository that was
 * moved must find its containers again; a copy of it, or a new one in its old place, must not take them for its own.
 *
 * @param id 16 hex digits
 * @param root the main workspace's root when this was written
 * @param key what the file system calls the repository's directory: a move keeps it, a copy has another
 */
record RepositoryIdentity(String id, String root, String key) {
    private static final int ID_BYTES = 8;

    /** The identity of the repository in a main workspace. Reads, and writes nothing. */
    static RepositoryIdentity of(Path mainRoot) {
        String key = key(repositoryDirectory(mainRoot));
        RepositoryIdentity fresh = new RepositoryIdentity(hash(mainRoot + "\n" + key), mainRoot.toString(), key);
        return recorded(mainRoot)
                .filter(before -> before.isSame(fresh))
                .map(before -> new RepositoryIdentity(before.id, fresh.root, fresh.key))
                .orElse(fresh);
    }

    /** Same place, or moved: within a file system the directory keeps its key, else nothing is left in the old place. */
    private boolean isSame(RepositoryIdentity now) {
        return root.equals(now.root) || key.equals(now.key) || !Files.isDirectory(repositoryDirectory(Path.of(root)));
    }

    /**
     * Remembers it.
     *
     * @throws Failure {@code STATE_LOCKED}
     */
    void record(Path mainRoot) {
        if (recorded(mainRoot).filter(this::equals).isPresent()) {
            return;
        }
        Path file = file(mainRoot);
        try {
            AtomicFile.write(file, String.join("\n", id, key, root, "").getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new Failure(Unwritable.problem(file, impossible), impossible);
        }
    }

    /** The path comes last, because it may hold line ends. */
    private static Optional<RepositoryIdentity> recorded(Path mainRoot) {
        try {
            List<String> parts = List.of(Files.readString(file(mainRoot)).split("\n", 3));
            boolean whole = parts.size() == 3
                    && parts.getFirst().matches("[0-9a-f]{16}")
                    && parts.get(2).endsWith("\n");
            return whole
                    ? Optional.of(new RepositoryIdentity(
                            parts.get(0), parts.get(2).substring(0, parts.get(2).length() - 1), parts.get(1)))
                    : Optional.empty();
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    private static Path file(Path mainRoot) {
        return mainRoot.resolve(".aether").resolve("repository");
    }

    private static Path repositoryDirectory(Path mainRoot) {
        return mainRoot.resolve(".jj").resolve("repo");
    }

    private static String key(Path directory) {
        try {
            Object key =
                    Files.readAttributes(directory, BasicFileAttributes.class).fileKey();
            return key == null ? "unknown " + directory : key.toString();
        } catch (IOException unreadable) {
            return "unknown " + directory;
        }
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
