package dev.aether.ajj.inject.file;

import dev.aether.ajj.files.RegularFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Proof that ajj wrote a file as it is now: a digest of it under {@code .jj/ajj-injected} in the workspace, where jj does
 * not look. Needed for files that have no room for a mark.
 */
final class WrittenFiles {
    private final Path record;

    /** @param file relative to the workspace's root */
    WrittenFiles(Path root, String file) {
        record = root.resolve(".jj").resolve("ajj-injected").resolve(digest(file.getBytes(StandardCharsets.UTF_8)));
    }

    /** Whether ajj wrote exactly this. */
    boolean includes(byte[] content) throws IOException {
        return Files.exists(record, LinkOption.NOFOLLOW_LINKS)
                && RegularFile.text(record, StandardCharsets.US_ASCII).lines().anyMatch(digest(content)::equals);
    }

    /** To be called before it is written, so that an interruption leaves nothing that nobody owns. */
    void add(byte[] content) throws IOException {
        Path directory = record.resolveSibling("").normalize();
        if (!Files.isDirectory(directory)) {
            Files.createDirectory(directory);
        }
        Files.writeString(record, digest(content) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** To be called after it was written: what was written earlier no longer counts. */
    void setOnly(byte[] content) throws IOException {
        Files.writeString(record, digest(content) + "\n");
    }

    void forget() throws IOException {
        Files.deleteIfExists(record);
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
