package dev.aether.ajj.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegularFileInsideTest {
    private Path directory;
    private Path secret;

    @BeforeEach
    void files(@TempDir Path place) throws IOException {
        directory = Files.createDirectories(place.resolve("top/sub")).resolveSibling("");
        secret = Files.writeString(place.resolve("secret"), "secret");
    }

    private String read(Path file) throws IOException {
        return new String(RegularFile.readInside(directory, file), StandardCharsets.UTF_8);
    }

    @Test
    void linksWithinTheDirectoryAreFollowed() throws IOException {
        Path file = Files.writeString(directory.resolve("sub/a.env"), "A=1");
        Files.createSymbolicLink(directory.resolve("link"), Path.of("sub"));
        assertThat(read(file)).isEqualTo("A=1");
        assertThat(read(directory.resolve("link/a.env"))).isEqualTo("A=1");
    }

    @Test
    void filesOutsideTheDirectoryAreRefused() throws IOException {
        Files.createSymbolicLink(directory.resolve("link"), secret);
        Files.createSymbolicLink(directory.resolve("up"), Path.of(".."));
        for (Path file : new Path[] {
            secret, directory.resolve("link"), directory.resolve("up/secret"), directory.resolve("../secret"), directory
        }) {
            assertThatThrownBy(() -> read(file)).as(file.toString()).hasMessageContaining("is outside");
        }
        assertThatThrownBy(() -> read(directory.resolve("sub"))).hasMessageContaining("is not a regular file");
        assertThatThrownBy(() -> read(directory.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }

    /** A program that replaces the file, and then its directory, by links while it is read. */
    @Test
    void aLinkThatAppearsAfterTheCheckIsNotFollowed() throws Exception {
        Path sub = directory.resolve("sub");
        Path file = Files.writeString(sub.resolve("secret"), "A=1");
        Path other = Files.createDirectory(directory.resolve("other"));
        Files.createSymbolicLink(other.resolve("link"), secret);
        Files.createSymbolicLink(other.resolve("directory"), secret.resolveSibling(""));
        AtomicBoolean done = new AtomicBoolean();
        Thread swapper = Thread.ofPlatform().start(() -> {
            while (!done.get()) {
                swap(file, other.resolve("link"), other);
                swap(sub, other.resolve("directory"), other);
            }
        });
        try {
            int read = 0;
            for (int attempt = 0; attempt < 3000; attempt++) {
                try {
                    assertThat(read(file)).isEqualTo("A=1");
                    read++;
                } catch (IOException missed) {
                    // it was a link, or was not there
                }
            }
            assertThat(read).isPositive();
        } finally {
            done.set(true);
            swapper.join();
        }
    }

    private static void swap(Path original, Path link, Path place) {
        try {
            Path kept = place.resolve("kept");
            Files.move(original, kept);
            Files.move(link, original);
            Files.move(original, link);
            Files.move(kept, original);
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }
}
