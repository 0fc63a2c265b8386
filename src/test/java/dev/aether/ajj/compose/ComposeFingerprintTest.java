package dev.aether.ajj.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.spi.config.ComposeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks when a cached model can be used. */
class ComposeFingerprintTest {

    @TempDir
    Path directory;

    private final Map<String, String> environment = new HashMap<>(Map.of("HOME", "/nowhere", "OTHER", "1"));

    @BeforeEach
    void files() throws IOException {
        write("compose.yaml", """
                include: [parts/cache.yaml]
                services:
                  db:
                    extends: {file: ../shared/base.yaml, service: postgres}
                    image: "postgres:${TAG:-15} $PLAIN"
                    env_file: [{path: ./db.env, required: false}, "my own.env"]
                    environment: [PASSED]
                    hostname: "$LATIN\u00e9"
                """);
        write("parts/cache.yaml", "services: {cache: {image: redis, env_file: cache.env}}\n");
        write("parts/cache.env", "A=$FROM_ENV_FILE\n");
        write("../shared/base.yaml", "services: {postgres: {extends: {file: deeper/base.yaml}}}\n");
        write("../shared/deeper/base.yaml", "services: {}\n");
        write("my own.env", "A=1\n");
    }

    private void write(String name, String text) throws IOException {
        Path file = root().resolve(name).normalize();
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, text);
    }

    private Path root() {
        return directory.resolve("root");
    }

    private Optional<String> fingerprint() throws IOException {
        Path root = root().toRealPath();
        Map<String, String> trusting = Map.of("HOME", "/nowhere", "AJJ_TRUST", "all");
        try (Mirror mirror = new Mirror(directory)) {
            ComposeInputs inputs = new ComposeInputs(
                    new ComposeSource.Request(List.of(root.resolve("compose.yaml")), root, List.of(), List.of(), false),
                    mirror,
                    trusting);
            return inputs.files().areMirrored()
                    ? Optional.of(ComposeCache.fingerprint(inputs.files().contents(), environment))
                    : Optional.empty();
        }
    }

    @Test
    void isStable() throws IOException {
        String before = fingerprint().orElseThrow();
        write("unrelated.yaml", "services: {}\n");
        environment.put("OTHER", "2");
        environment.put("UNRELATED", "x");
        environment.put("_", "/bin/ajj");
        environment.put("PASS", "a part of PASSED");
        assertThat(fingerprint()).contains(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "compose.yaml",
                "parts/cache.yaml",
                "parts/cache.env",
                "../shared/base.yaml",
                "../shared/deeper/base.yaml",
                "my own.env"
            })
    void changesWithEachFile(String name) throws IOException {
        String before = fingerprint().orElseThrow();
        write(name, Files.readString(root().resolve(name)) + "#\n");
        assertThat(fingerprint()).isPresent().get().isNotEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {".env", "db.env", "parts/.env"})
    void changesWhenAFileAppearsAndDisappears(String name) throws IOException {
        String before = fingerprint().orElseThrow();
        write(name, "");
        assertThat(fingerprint()).isPresent().get().isNotEqualTo(before);
        Files.delete(root().resolve(name));
        assertThat(fingerprint()).contains(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"TAG", "PLAIN", "PASSED", "LATIN", "FROM_ENV_FILE", "COMPOSE_PROFILES", "HOME", "not.a.word"})
    void changesWithEachUsedVariable(String name) throws IOException {
        String before = fingerprint().orElseThrow();
        environment.put(name, "new");
        assertThat(fingerprint()).isPresent().get().isNotEqualTo(before);
    }

    /** The file could then be one that must not be read. */
    @Test
    void changesWithALinkToADirectory() throws IOException {
        String before = fingerprint().orElseThrow();
        Path parts = root().resolve("parts");
        Files.move(parts, root().resolve("other"));
        Files.createSymbolicLink(parts, Path.of("other"));
        assertThat(fingerprint()).isPresent().get().isNotEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "include: [\"${DIR}/x.yaml\"]",
                "services: {a: {env_file: $FILE}}",
                "services:\n  a:\n    env_file:\n      - one\n      - ${DIR}/two",
                "include:\n  - path: $DIR",
                "services: {a: {extends: {file: \"$F\"}}}",
            })
    void isIncompleteForPathsWithVariables(String text) throws IOException {
        write("compose.yaml", text + "\n");
        assertThat(fingerprint()).isEmpty();
    }

    /** A mounted file is not a compose file, even with such content. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "# include: $X\nservices: {}",
                "services: {a: {image: \"$X\", volumes: [\"./nginx.conf:/x\"], ports: [\"${PORT:-1}:2\"]}}",
                "services:\n  a:\n    command:\n      - $X\n      - y"
            })
    void isCompleteForOtherVariables(String text) throws IOException {
        write("compose.yaml", text + "\n");
        write("nginx.conf", "include /etc/$host.conf; # project_directory\n");
        assertThat(fingerprint()).isPresent();
    }

    @Test
    void ignoresALargeMountedFile() throws IOException {
        write("compose.yaml", "services: {a: {image: x, volumes: [\"./dump.sql:/x\"]}}\n");
        write("dump.sql", "x".repeat(3 << 20));
        assertThat(fingerprint()).isPresent();
    }
}
