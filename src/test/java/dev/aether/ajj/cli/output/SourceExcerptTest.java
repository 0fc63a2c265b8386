package dev.aether.ajj.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.cli.terminal.Screen;
import dev.aether.ajj.model.text.SourcePosition;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The source line of a problem, without anything that may be a secret. */
class SourceExcerptTest {
    private static final String TEXT = """
            [services.db]
            imagee = "hunter2"
            image = "postgres:15"
            \tports = ["54x2"]
            env = { POSTGRES_PASSWORD = "hunter2" }
            connection = "postgres://u:hunter2@{{ host }}/x"
            pasword = "hunter2"
            hostname = "token-hunter2"
            user = "me" # hunter2
            image = "registry/me:hunter2@x"
            "quoted" = "hunter2"
            { image = "hunter2" }
            [services.db.env] # hunter2
            image = "hunter2"
            [services.db.labels]
            restart = "hunter2"
            [injection]
            template = \"""
            image = hunter2
            \"""
            file = 5
            [services."a.b"]
            image = "hunter2"
            [services.web]
            ports = [
              "80",
              "80x",
            ]
            command = [
              "hunter2",
            ]
            [[injection]]
            template = \"""
            URL=redis://:hunter2@{{ services.cach.host }}:{{ port ?: 'hunter2' }}
            x={{ a }} {{ b }}
            \"""
            """;

    private static final String COMPOSE = """
            services:
              db:
                image: postgres:hunter2
                healthcheck:
                  intervall: hunter2
                command: |
                  hunter2:
                    user: hunter2
                environment:
                  - A=hunter2
                volumes:
                  - type: bind
                    source: hunter2
                label: "several
                  hunter2: x"
            """;

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(directory.resolve("aether.toml"), TEXT);
    }

    @Test
    void showsTheValueOfAKeyThatHoldsNoSecret() {
        assertThat(excerpt(3, 9)).containsExactly("  3 | image = \"postgres:15\"", "    |         ^");
        assertThat(excerpt(21, 8)).containsExactly("  21 | file = 5", "     |        ^");
    }

    @Test
    void aTabIsOneColumn() {
        assertThat(excerpt(4, 11)).containsExactly("  4 |  ports = [\"54x2\"]", "    |           ^");
    }

    @Test
    void showsATable() {
        assertThat(excerpt(13, 1)).containsExactly("  13 | [services.db.env]", "     | ^");
    }

    @Test
    void showsAnElementOfAnArrayThatHoldsNoSecret() {
        assertThat(excerpt(27, 3)).containsExactly("  27 |   \"80x\",", "     |   ^");
        assertThat(excerpt(30, 3)).isEmpty();
    }

    @Test
    void showsATagInItsColumnWithoutTheTextAroundIt() {
        assertThat(excerpt(34, 22))
                .containsExactly(
                        "  34 | \u2026                    {{ services.cach.host }}\u2026",
                        "     |                      ^");
        assertThat(excerpt(35, 11)).containsExactly("  35 | \u2026 {{ a }} {{ b }}", "     |           ^");
        assertThat(excerpt(6, 36))
                .containsExactly(
                        "  6 | \u2026                                  {{ host }}\u2026",
                        "    |                                    ^");
        assertThat(excerpt(34, 50)).isEmpty();
    }

    @Test
    void showsAKeyOfAComposeFileWithoutItsValue() throws IOException {
        Path compose = Files.writeString(directory.resolve("compose.yaml"), COMPOSE);
        assertThat(excerpt(compose, 4, 5)).containsExactly("  4 |     healthcheck:", "    |     ^");
        assertThat(excerpt(compose, 5, 18)).containsExactly("  5 |       intervall: \u2026", "    |       ^");
        assertThat(excerpt(compose, 13, 9)).containsExactly("  13 |         source: \u2026", "     |         ^");
        for (int line : List.of(1, 7, 8, 10, 15)) {
            assertThat(excerpt(compose, line, 1)).as("line %d", line).isEmpty();
        }
        for (int line = 1; line <= COMPOSE.lines().count(); line++) {
            assertThat(String.join("\n", excerpt(compose, line, 1))).doesNotContain("hunter2");
        }
    }

    @Test
    void showsOnlyTheKeyWhereTheValueMayBeASecret() {
        assertThat(excerpt(2, 1)).containsExactly("  2 | imagee = \u2026", "    | ^");
        for (int line : List.of(5, 6, 7, 8, 9, 10, 14, 16, 23)) {
            assertThat(excerpt(line, 1))
                    .as("line %d", line)
                    .hasSize(2)
                    .first()
                    .asString()
                    .endsWith(" = \u2026");
        }
    }

    @Test
    void showsNothingForAPositionInAHiddenValue() {
        assertThat(excerpt(5, 9)).isEmpty();
        assertThat(excerpt(6, 15)).isEmpty();
    }

    @Test
    void showsNothingOfOtherLines() {
        for (int line : List.of(11, 12, 19, 20, 30, 99)) {
            assertThat(excerpt(line, 1)).as("line %d", line).isEmpty();
        }
    }

    @Test
    void noLineEverShowsTheSecret() {
        for (int line = 1; line <= TEXT.lines().count(); line++) {
            for (int column = 1; column < 40; column++) {
                assertThat(String.join("\n", excerpt(line, column))).doesNotContain("hunter2");
            }
        }
    }

    @Test
    void showsNothingOfUnreadableOrOtherFiles() throws IOException {
        Path compose = Files.writeString(directory.resolve("compose.yaml"), "image = \"x\"\n");
        assertThat(excerpt(compose, 1, 1)).isEmpty();
        assertThat(excerpt(directory.resolve("missing.toml"), 1, 1)).isEmpty();
        assertThat(excerpt(Files.createDirectory(directory.resolve("directory.toml")), 1, 1))
                .isEmpty();
        Path binary = Files.write(directory.resolve("binary.toml"), new byte[] {'i', '=', (byte) 0xff, '\n'});
        assertThat(excerpt(binary, 1, 1)).isEmpty();
    }

    private List<String> excerpt(int line, int column) {
        return excerpt(file, line, column);
    }

    private static List<String> excerpt(Path file, int line, int column) {
        PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        return SourceExcerpt.of(new SourcePosition(file, line, column), new Screen(nowhere, false, false).style());
    }
}
