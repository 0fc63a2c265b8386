package dev.aether.ajj.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.spi.report.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonFileTest {
    private final Path directory;

    JsonFileTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void keepsTheNewestThreeDamagedVersions() throws IOException {
        Path file = Files.writeString(directory.resolve("state.json"), "broken");
        for (String time : List.of("20250101T000000Z", "20250102T000000Z", "20250103T000000Z")) {
            Files.writeString(directory.resolve("state.json.damaged-" + time), time);
        }
        Files.writeString(directory.resolve("other.json.damaged-20240101T000000Z"), "");

        Path copy = new JsonFile(file, Progress.SILENT).backUpDamaged();

        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "state.json",
                            "other.json.damaged-20240101T000000Z",
                            "state.json.damaged-20250102T000000Z",
                            "state.json.damaged-20250103T000000Z",
                            copy.getFileName().toString());
        }
        assertThat(copy).hasContent("broken");
    }
}
