package dev.aether.ajj.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.ErrorCode;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.inject.template.QuteTemplates;
import dev.aether.ajj.model.text.SourcePosition;
import dev.aether.ajj.testing.NoCompose;
import dev.aether.ajj.testing.Shell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigLocatorTest {
    private final ConfigReader reader = new ConfigReader(new QuteTemplates(), new NoCompose());

    @TempDir
    Path temporary;

    private Path outside = Path.of("");
    private Path root = Path.of("");
    private Path deep = Path.of("");

    @BeforeEach
    void createWorkspace() throws IOException {
        outside = temporary.toRealPath();
        root = Files.createDirectories(outside.resolve("workspace"));
        deep = Files.createDirectories(root.resolve("a/b"));
    }

    private Optional<Path> find(Path directory) {
        return ConfigLocator.find(Optional.empty(), directory, root);
    }

    private Failure load(Optional<Path> explicit) {
        return catchThrowableOfType(Failure.class, () -> reader.load(explicit, deep, root));
    }

    @Test
    void findsTheNearestFileUpward() throws IOException {
        Path upper = Files.writeString(root.resolve("aether.toml"), "");

        assertThat(find(deep)).contains(upper);
        assertThat(find(root)).contains(upper);

        Path nearer = Files.writeString(root.resolve("a/aether.toml"), "");
        assertThat(find(deep)).contains(nearer);
    }

    @Test
    void stopsAtTheWorkspacesRoot() throws IOException {
        Files.writeString(outside.resolve("aether.toml"), "");

        assertThat(find(deep)).isEmpty();
        assertThat(find(outside)).isEmpty();
        assertThat(load(Optional.empty()).first()).isEqualTo(ConfigProblem.NotFound.above(deep));
    }

    @Test
    void aDirectoryReachedThroughALinkIsInsideTheWorkspace() throws IOException {
        Path file = Files.writeString(root.resolve("aether.toml"), "");
        Path link = Files.createSymbolicLink(outside.resolve("link"), root);

        assertThat(find(link.resolve("a/b"))).contains(file);
    }

    @Test
    void aGivenPathIsRelativeToTheDirectory() throws IOException {
        Path file = Files.writeString(root.resolve("a/other.toml"), "[ports]\nrange = \"1-2\"\n");

        assertThat(reader.load(Optional.of(Path.of("../other.toml")), deep, root)
                        .file())
                .isEqualTo(file);
        assertThat(reader.load(Optional.of(file), outside, root).file()).isEqualTo(file);
    }

    @Test
    void aGivenFileMustExist() {
        Failure failure = load(Optional.of(Path.of("none.toml")));

        assertThat(failure.first()).isEqualTo(ConfigProblem.NotFound.file(deep.resolve("none.toml")));
    }

    @Test
    void refusesADirectory() {
        Failure failure = load(Optional.of(root));

        assertThat(ErrorCode.of(failure.first())).isEqualTo(ErrorCode.CONFIG_INVALID);
        assertThat(failure.first().message()).isEqualTo("workspace is a directory, not a file");
        assertThat(failure.first().hints()).containsExactly("name the file: " + root.resolve("aether.toml"));
    }

    @Test
    @Timeout(20)
    void refusesAPipe() {
        Path pipe = root.resolve("aether.toml");
        Shell.succeed(Map.of(), List.of("mkfifo", pipe.toString()));

        Failure failure = load(Optional.empty());

        assertThat(ErrorCode.of(failure.first())).isEqualTo(ErrorCode.CONFIG_INVALID);
        assertThat(failure.first().message()).isEqualTo("aether.toml is a pipe or a device, not a file");
    }

    @Test
    void reportsADanglingLink() throws IOException {
        Path link = Files.createSymbolicLink(deep.resolve("aether.toml"), Path.of("nowhere"));
        Files.writeString(root.resolve("aether.toml"), "");

        Failure failure = load(Optional.empty());

        assertThat(ErrorCode.of(failure.first())).isEqualTo(ErrorCode.CONFIG_NOT_FOUND);
        assertThat(failure.first().message()).isEqualTo(link + " is a link to a file that does not exist");
    }

    @ParameterizedTest
    @CsvSource({
        "../other.toml,    'leads to DIR/other.toml, which is outside the workspace'",
        "../back/own.toml, 'passes DIR/back, which is outside the workspace'",
        ".git/own.toml,    'leads to DIR/workspace/.git/own.toml, a part of the repository''s own data'",
        "../nothing.toml,  'leads to DIR/nothing.toml, which is outside the workspace'",
    })
    void refusesALinkOutOfTheWorkspaceUnlessTheUserNamesIt(String target, String reason) throws IOException {
        Files.createDirectory(root.resolve(".git"));
        for (Path file :
                List.of(outside.resolve("other.toml"), root.resolve("own.toml"), root.resolve(".git/own.toml"))) {
            Files.writeString(file, "[ports]\nrange = \"1-2\"\n");
        }
        Files.createSymbolicLink(outside.resolve("back"), root);
        Path link = Files.createSymbolicLink(root.resolve("aether.toml"), Path.of(target));
        for (Failure failure : List.of(
                load(Optional.empty()),
                catchThrowableOfType(Failure.class, () -> reader.backend(Optional.empty(), root, root)),
                catchThrowableOfType(Failure.class, () -> reader.find(root, root)),
                catchThrowableOfType(Failure.class, () -> reader.locate(root, root)))) {
            assertThat(failure.first())
                    .isEqualTo(new ConfigProblem.Invalid(
                            new SourcePosition(link, 1, 1),
                            "aether.toml " + reason.replace("DIR", outside.toString()),
                            List.of("use a file of the repository", "or name it yourself: --config " + link)));
        }
        if (Files.exists(link)) {
            assertThat(reader.load(Optional.of(link), root, root).file()).isEqualTo(link);
            ConfigReader trusting = new ConfigReader(new QuteTemplates(), new NoCompose() {
                @Override
                public boolean trustsAll() {
                    return true;
                }
            });
            assertThat(trusting.load(Optional.empty(), root, root).file()).isEqualTo(link);
        }
    }

    @Test
    void reportsThePositionOfInvalidUtf8() throws IOException {
        Path file = root.resolve("aether.toml");
        Files.write(file, "# é\n# é".getBytes(StandardCharsets.UTF_8));
        Files.write(file, new byte[] {(byte) 0xE9}, java.nio.file.StandardOpenOption.APPEND);

        assertThat(load(Optional.empty()).first())
                .isEqualTo(new ConfigProblem.Invalid(
                        new SourcePosition(file, 2, 4), "this is not UTF-8 text", List.of("save the file in UTF-8")));
    }

    @Test
    void refusesTextThatEndsInsideACharacter() throws IOException {
        Files.write(root.resolve("aether.toml"), new byte[] {'#', (byte) 0xC3});

        assertThat(load(Optional.empty()).first().message()).isEqualTo("this is not UTF-8 text");
    }

    @Test
    void ignoresAByteOrderMark() throws IOException {
        Files.writeString(root.resolve("aether.toml"), "\uFEFF[ports]\nrange = \"1-2\"\n");

        assertThat(reader.load(Optional.empty(), deep, root).ports().last()).isEqualTo(2);
    }

    @Test
    void refusesAnEndlessFile() throws IOException {
        Files.write(root.resolve("aether.toml"), new byte[(1 << 20) + 1]);

        assertThat(load(Optional.empty()).first().message()).isEqualTo("aether.toml is larger than 1 MiB");
    }
}
