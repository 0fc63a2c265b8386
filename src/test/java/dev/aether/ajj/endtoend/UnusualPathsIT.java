package dev.aether.ajj.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aether.ajj.testing.NeedsDocker;
import dev.aether.ajj.testing.NeedsJj;
import dev.aether.ajj.testing.TemporaryRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Repositories with unusual characters in their paths, colocated or not, one of them reached through a link. */
@NeedsJj
@NeedsDocker
class UnusualPathsIT {
    private static final String CONFIG = """
            [services.web]
            image = "busybox:1"
            command = ["httpd", "-f", "-p", "80", "-h", "/www"]
            ports = ["80"]
            volumes = ["data:/data", "./www:/www:ro"]

            [injection]
            file = ".env"
            template = "PORT={{ services.web.ports.80 }}"
            """;

    @TempDir
    Path directory;

    static Stream<Arguments> paths() {
        return Stream.of(
                Arguments.of("with two  spaces", true, false),
                Arguments.of("it's \"quoted\" $HOME `x`", false, false),
                Arguments.of("naïve-日本語", true, false),
                Arguments.of("line\nbreak", false, false),
                Arguments.of("plain", false, true));
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("paths")
    void allCommandsWork(String name, boolean colocated, boolean throughALink) throws IOException {
        Path parent = Files.createDirectory(directory.resolve(name));
        if (throughALink) {
            parent = Files.createSymbolicLink(directory.resolve("link"), parent);
        }
        TemporaryRepository repository =
                colocated ? TemporaryRepository.colocated(parent) : TemporaryRepository.plain(parent);
        try (PackagedAjj ajj = new PackagedAjj(repository)) {
            ajj.config(CONFIG);
            Files.createDirectory(repository.root().resolve("www"));
            Files.writeString(repository.root().resolve("www/index.html"), "hello");
            repository.jj("commit", "-m", "services");
            Path root = parent.resolve("new " + name);

            JsonNode added = ajj.runIn(
                            directory,
                            "-R",
                            parent.resolve("main").toString(),
                            "workspace",
                            "add",
                            "--name=feature",
                            "--json",
                            root.toString())
                    .orFail()
                    .json();

            assertThat(added.findValue("root").asText())
                    .isEqualTo(root.toRealPath().toString());
            String port = added.findValue("external_port").asText();
            assertThat(ajj.runIn(root, "run", "printenv", "PORT").orFail().out())
                    .isEqualTo(port + "\n");
            assertThat(ajj.runIn(root, "up").orFail().out()).contains("everything is up to date");
            assertThat(repository.jjIn(root.toRealPath(), "status")).contains("The working copy has no changes");
            ajj.run("workspace", "forget", root.toString()).orFail();
            assertThat(ajj.engine()).isBlank();
            assertThat(root.resolve(".env")).doesNotExist();
            assertThat(ajj.run("cleanup").out()).isEqualTo("No orphaned resources\n");
        }
    }
}
