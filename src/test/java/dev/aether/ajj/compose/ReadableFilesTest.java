package dev.aether.ajj.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.testing.Shell;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadableFilesTest {
    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void files() throws IOException {
        file = directory.resolve("compose.yaml");
        Files.createSymbolicLink(directory.resolve("link.yaml"), Path.of("/dev/zero"));
        Files.createSymbolicLink(directory.resolve("broken"), Path.of("nowhere"));
        Files.createSymbolicLink(directory.resolve("loop"), Path.of("loop"));
        Files.createDirectories(directory.resolve("sub"));
        Files.createSymbolicLink(directory.resolve("sub/.env"), Path.of("/dev/zero"));
        Files.writeString(directory.resolve("sub/a.yaml"), "services: {}\n");
        Files.writeString(directory.resolve("nested.yaml"), "include: [large.yaml]\n");
        try (RandomAccessFile large =
                new RandomAccessFile(directory.resolve("large.yaml").toFile(), "rw")) {
            large.setLength(20L << 30); // has no blocks
        }
        Shell.succeed(Map.of(), List.of("mkfifo", directory.resolve("pipe").toString()));
    }

    private ConfigProblem.Invalid refused(Path... files) {
        Failure failure = catchThrowableOfType(Failure.class, () -> ReadableFiles.require(List.of(files)));
        return (ConfigProblem.Invalid) failure.first();
    }

    @ParameterizedTest
    @CsvSource({
        "link.yaml,  'link.yaml is a pipe or a device, not a file'",
        "pipe,       'pipe is a pipe or a device, not a file'",
        "large.yaml, large.yaml is larger than 10 MiB",
        "broken,     broken is a link to a file that does not exist",
        "loop,       loop is a link to a file that does not exist",
        "sub,        'sub is a directory, not a file'",
        "none,       none does not exist"
    })
    void aComposeFileIsARegularFileThatExists(String name, String message) {
        assertThat(refused(directory.resolve(name)).message()).isEqualTo(message);
    }

    /** A name may hold what stands between names elsewhere. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "services: {a: {env_file: \"sub,x/a.env\"}}|sub,x/a.env",
                "services: {a: {env_file: ['s #b/a.env']}}|s #b/a.env",
                "services: {a: {env_file: {path: \"a - b/{c}.env\"}}}|a - b/{c}.env",
            })
    void aNameMayHoldSigns(String text, String name) throws IOException {
        Files.writeString(file, text);
        assertThat(ReadableFiles.require(List.of(file))).contains(directory.resolve(name));
        Files.writeString(file, "services:\n  a:\n    env_file:\n      - sub,x/[a].env # it's \"one\"\n");
        assertThat(ReadableFiles.require(List.of(file))).contains(directory.resolve("sub,x/[a].env"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "services: {a: {extends: {file: *f, service: b}}}",
                "services: {a: {env_file: \"s\\x75b/a.env\"}}",
                "services: {a: {\"env\\x5ffile\": sub/a.env}}",
                "x-k: &k env_file\nservices: {a: {*k : sub/a.env}}",
                "services: {a: {env_file: !!binary c3ViL3Byb3h5LmVudg==}}",
                "services:\n  a:\n    ? env_file\n    : sub/a.env\n",
                "include:\n  - *f"
            })
    void knowsWhenItDoesNotKnowAName(String text) throws IOException {
        Files.writeString(file, "x-f: &f sub/a.yaml\n" + text);
        assertThat(ReadableFiles.require(List.of(file))).contains(directory.getRoot());
    }

    /** Whoever may write to one of them decides what the services do. */
    @Test
    void findsAllThatDecidesWhatTheServicesAre() throws IOException {
        Files.writeString(directory.resolve("part.yaml"), "services: {b: {label_file: ['l.env']}}\n");
        Files.writeString(file, """
                include:
                  - path: part.yaml
                    env_file: inc/x.env
                services:
                  a:
                    env_file: sub/a.env # a comment
                  c:
                    env_file:
                      - path: ./sub/c.env
                        required: false
                      - sub/d.env
                    environment: {path: sub/no.env}
                """);
        assertThat(ReadableFiles.require(List.of(file)).stream()
                        .map(directory::relativize)
                        .map(Path::toString))
                .contains(
                        "compose.yaml",
                        "part.yaml",
                        ".env",
                        "inc/x.env",
                        "l.env",
                        "sub/a.env",
                        "sub/c.env",
                        "sub/d.env");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "include: [/dev/zero]",
                "include:\n  - pipe",
                "include: [\n  \"large.yaml\"\n]",
                "include: [sub/a.yaml]",
                "include: [nested.yaml]",
                "{\"include\":[{\"path\":[\"compose.yaml\",\"/dev/urandom\"]}]}",
                "include:\n  - path: compose.yaml # a comment: here\n    env_file: /dev/zero",
                "include:\n  - path: compose.yaml\n    project_directory: sub",
                "services: {a: {extends: {file: link.yaml, service: a}}}",
                "services:\n  a:\n    extends:\n      service: a\n      file: 'pipe'"
            })
    void refusesWhatComposeWouldReadWithoutEnd(String text) throws IOException {
        Files.writeString(file, text + "\n");
        assertThat(refused(file).message())
                .matches("(?:include|extends) leads to (?:/dev|" + directory + ")/.*, which is .*");
    }

    @Test
    void theLineIsNamed() throws IOException {
        Files.writeString(file, "name: x\n\ninclude:\n  - path: compose.yaml\n    env_file: /dev/zero\n");
        assertThat(refused(file).position()).hasToString(file + ":5:1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "include: [other.yaml]",
                "# include: [/dev/zero]",
                "services: {a: {image: x, devices: [/dev/zero], volumes: ['/dev/zero:/x', './large.yaml:/y']}}",
                "services: {a: {extends: {file: sub/a.yaml, service: a}, environment: {file: /dev/zero}}}",
                "configs: {c: {file: large.yaml}}",
                "include: [no-such-directory/file.yaml, '\0']",
                "include: [sub]\nx-a: {path: /dev/zero}"
            })
    void acceptsOtherUsesOfSuchFiles(String text) throws IOException {
        Files.writeString(directory.resolve("other.yaml"), "services: {}\n");
        Files.writeString(file, text + "\n");
        assertThatCode(() -> ReadableFiles.require(List.of(file))).doesNotThrowAnyException();
    }

    @Test
    void aLongTextTakesNoLongTime() throws IOException {
        for (String part : List.of("a", "a ", "\"", "include: [", "a:", "#", "- ")) {
            Files.writeString(file, "include: [" + part.repeat((1 << 20) / part.length()) + "\n");
            assertThatCode(() -> ReadableFiles.require(List.of(file))).doesNotThrowAnyException();
        }
    }
}
