package dev.aether.ajj.model.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealPathTest {
    private final Path directory;

    RealPathTest(@TempDir Path directory) throws IOException {
        this.directory = directory.toRealPath();
    }

    @BeforeEach
    void createLinks() throws IOException {
        Files.createDirectories(directory.resolve("real/main"));
        Files.createSymbolicLink(directory.resolve("link"), directory.resolve("real/main"));
        Files.createSymbolicLink(directory.resolve("broken"), directory.resolve("nothing"));
    }

    private Path of(String path) {
        return directory.relativize(RealPath.of(directory.resolve(path)));
    }

    private Path ofFile(String path) {
        return directory.relativize(RealPath.ofFile(directory.resolve(path)));
    }

    @Test
    void resolvesLinksBeforeParents() {
        assertThat(of("link")).isEqualTo(Path.of("real/main"));
        assertThat(of("link/..")).isEqualTo(Path.of("real"));
        assertThat(of("link/../new")).isEqualTo(Path.of("real/new"));
        assertThat(of("link/../main/./new/x")).isEqualTo(Path.of("real/main/new/x"));
    }

    @Test
    void keepsMissingParts() {
        assertThat(of("new/x")).isEqualTo(Path.of("new/x"));
        assertThat(of("new/../x")).isEqualTo(Path.of("x"));
        assertThat(of("broken")).isEqualTo(Path.of("broken"));
        assertThat(RealPath.of(Path.of("/.."))).isEqualTo(Path.of("/"));
        assertThat(RealPath.of(Path.of("/../nothing-here"))).isEqualTo(Path.of("/nothing-here"));
    }

    @Test
    void keepsALinkInTheLastPlaceOfAFile() {
        assertThat(ofFile("link")).isEqualTo(Path.of("link"));
        assertThat(ofFile("link/../new")).isEqualTo(Path.of("real/new"));
        assertThat(ofFile("link/..")).isEqualTo(Path.of("real"));
        assertThat(RealPath.ofFile(Path.of("/"))).isEqualTo(Path.of("/"));
    }
}
