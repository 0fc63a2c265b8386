package dev.aether.ajj.inject.file;

import dev.aether.ajj.files.RegularFile;
import dev.aether.ajj.model.text.Hash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A record that ajj wrote the content of a file that cannot have a marked block. It is a digest in {@code .jj/ajj-injected} of
 * the workspace, which jj ignores.
 */
final class WrittenFiles {
    private final Path record;

    /** @param file relative to the workspace's root */
    WrittenFiles(Path root, String file) {
        record = root.resolve(".jj").resolve("ajj-injected").resolve(digest(file.getBytes(StandardCharsets.UTF_8)));
    }

    boolean includes(byte[] content) throws IOException {
        return Files.exists(record, LinkOption.NOFOLLOW_LINKS)
                && RegularFile.text(record, StandardCharsets.US_ASCII).lines().anyMatch(digest(content)::equals);
    }

    /** Records content before it is written, so that a file is ajj's even if ajj is killed right after the write. */
    void add(byte[] content) throws IOException {
        Path directory = record.resolveSibling("").normalize();
        if (!Files.isDirectory(directory)) {
            Files.createDirectory(directory);
        }
        Files.writeString(record, digest(content) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Replaces the record after the write: earlier content is not ajj's any more. */
    void setOnly(byte[] content) throws IOException {
        Files.writeString(record, digest(content) + "\n");
    }

    void forget() throws IOException {
        Files.deleteIfExists(record);
    }

    private static String digest(byte[] bytes) {
        return Hash.of(bytes, 64);
    }
}
