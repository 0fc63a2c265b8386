package dev.aether.ajj.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.spi.config.ComposeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnchangedFilesTest {
    private Path root;
    private Path part;

    @BeforeEach
    void files(@TempDir Path directory) throws IOException {
        root = directory.toRealPath();
        Files.createDirectories(root.resolve("data/sub"));
        Files.writeString(root.resolve("compose.yaml"), "services: {}\n");
        part = Files.writeString(root.resolve("data/sub/part.yaml"), "services: {}\n");
    }

    private UnchangedFiles look() {
        List<Path> files = List.of(part, root.resolve("compose.yaml"), root.resolve("missing"));
        return new UnchangedFiles(new ComposeSource.Request(files.subList(0, 2), root, List.of(), List.of()), files);
    }

    @Test
    void ignoresOtherFiles() throws IOException {
        UnchangedFiles files = look();
        Files.writeString(root.resolve("other"), "x");
        assertThat(files.haveChanged()).isFalse();
        Files.writeString(root.resolve("missing"), "");
        assertThat(files.haveChanged()).isTrue();
        files = look();
        Files.writeString(part, "services: {a: {}}\n");
        assertThat(files.haveChanged()).isTrue();
    }

    @Test
    void aDirectoryThatIsMovedAndMovedBackHasChanged() throws IOException {
        Path away = root.resolve("away");
        for (Path moved : List.of(part, part.resolveSibling(""), root.resolve("compose.yaml"))) {
            UnchangedFiles files = look();
            Files.move(moved, away);
            Files.move(away, moved);
            assertThat(files.haveChanged()).as(moved.toString()).isTrue();
        }
    }
}
