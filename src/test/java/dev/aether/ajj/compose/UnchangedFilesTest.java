package dev.aether.ajj.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.spi.ComposeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
        Files.writeString(root.resolve("compose.yaml"), "include: [data/sub/part.yaml]\n");
        part = Files.writeString(root.resolve("data/sub/part.yaml"), "services: {}\n");
    }

    private UnchangedFiles look() throws IOException {
        return new UnchangedFiles(
                new ComposeSource.Request(List.of(root.resolve("compose.yaml")), root, List.of(), List.of()), Map.of());
    }

    @Test
    void othersMayChange() throws IOException {
        UnchangedFiles files = look();
        Files.writeString(root.resolve("other"), "x");
        assertThat(files.haveChanged()).isFalse();
        Files.writeString(part, "services: {a: {}}\n");
        assertThat(files.haveChanged()).isTrue();
    }

    @Test
    void whatWasMovedAwayAndBackHasChanged() throws IOException {
        Path away = root.resolve("away");
        for (Path moved : List.of(part, part.resolveSibling(""), root.resolve("compose.yaml"))) {
            UnchangedFiles files = look();
            Files.move(moved, away);
            Files.move(away, moved);
            assertThat(files.haveChanged()).as(moved.toString()).isTrue();
        }
    }

    @Test
    void anIncludeThatCannotBeFollowedIsRefused() throws IOException {
        Files.writeString(root.resolve("compose.yaml"), "include: [\"${DIR}/part.yaml\"]\n");
        Failure refused = catchThrowableOfType(Failure.class, this::look);
        assertThat(refused.first().message()).startsWith("it includes files that ajj cannot know");
    }
}
