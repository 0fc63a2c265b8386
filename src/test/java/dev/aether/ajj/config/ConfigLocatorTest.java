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

class ConfigLocatorTest {
    private final ConfigReader reader = new ConfigReader(new QuteTemplates(), new NoCompose());

    @TempDir
    Path temporary;

    private Path outside = Path.of("");
    private Path root = Path.of("");
    private Path deep = Path.of("");

    @BeforeEach
    void makeAWorkspace() throws IOException {
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
    void theNearestFileUpwardCounts() throws IOException {
        Path upper = Files.writeString(root.resolve("aether.toml"), "");

        assertThat(find(deep)).contains(upper);
        assertThat(find(root)).contains(upper);

        Path nearer = Files.writeString(root.resolve("a/aether.toml"), "");
        assertThat(find(deep)).contains(nearer);
    }

    @Test
    void theSearchEndsAtTheWorkspacesRoot() throws IOException {
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
    void aFileThatIsGivenStartsAtTheDirectory() throws IOException {
        Path file = Files.writeString(root.resolve("a/other.toml"), "[ports]\nrange = \"1-2\"\n");

        assertThat(reader.load(Optional.of(Path.of("../other.toml")), deep, root)
                        .file())
                .isEqualTo(file);
        assertThat(reader.load(Optional.of(file), outside, root).file()).isEqualTo(file);
    }

    @Test
    void aFileThatIsGivenMustExist() {
        Failure failure = load(Optional.of(Path.of("none.toml")));

        assertThat(failure.first()).isEqualTo(ConfigProblem.NotFound.file(deep.resolve("none.toml")));
    }

    @Test
    void aDirectoryIsNoFile() {
        Failure failure = load(Optional.of(root));

        assertThat(ErrorCode.of(failure.first())).isEqualTo(ErrorCode.CONFIG_INVALID);
        assertThat(failure.first().message()).isEqualTo("workspace is a directory, not a file");
        assertThat(failure.first().hints()).containsExactly("name the file: " + root.resolve("aether.toml"));
    }

    @Test
    @Timeout(20)
    void aPipeIsNotWaitedFor() {
        Path pipe = root.resolve("aether.toml");
        Shell.succeed(Map.of(), List.of("mkfifo", pipe.toString()));

        Failure failure = load(Optional.empty());

        assertThat(ErrorCode.of(failure.first())).isEqualTo(ErrorCode.CONFIG_INVALID);
        assertThat(failure.first().message()).isEqualTo("aether.toml is a pipe or a device, not a file");
    }

    @Test
    void aBrokenLinkIsNamedAndNotPassedOver() throws IOException {
        Path link = Files.createSymbolicLink(deep.resolve("aether.toml"), Path.of("nowhere"));
        Files.writeString(root.resolve("aether.toml"), "");

        Failure failure = load(Optional.empty());

        assertThat(ErrorCode.of(failure.first())).isEqualTo(ErrorCode.CONFIG_NOT_FOUND);
        assertThat(failure.first().message()).isEqualTo(link + " is a link to a file that does not exist");
    }

    @Test
    void bytesThatAreNoTextAreShownWithTheirPlace() throws IOException {
        Path file = root.resolve("aether.toml");
        Files.write(file, "# é\n# é".getBytes(StandardCharsets.UTF_8));
        Files.write(file, new byte[] {(byte) 0xE9}, java.nio.file.StandardOpenOption.APPEND);

        assertThat(load(Optional.empty()).first())
                .isEqualTo(new ConfigProblem.Invalid(
                        new SourcePosition(file, 2, 4),
                        "this is no UTF-8 text",
                        java.util.List.of("save the file in the encoding UTF-8")));
    }

    @Test
    void textThatEndsWithinACharacterIsNoText() throws IOException {
        Files.write(root.resolve("aether.toml"), new byte[] {'#', (byte) 0xC3});

        assertThat(load(Optional.empty()).first().message()).isEqualTo("this is no UTF-8 text");
    }

    @Test
    void aByteOrderMarkIsPassedOver() throws IOException {
        Files.writeString(root.resolve("aether.toml"), "\uFEFF[ports]\nrange = \"1-2\"\n");

        assertThat(reader.load(Optional.empty(), deep, root).ports().last()).isEqualTo(2);
    }

    @Test
    void aFileWithoutEndIsRefused() throws IOException {
        Files.write(root.resolve("aether.toml"), new byte[(1 << 20) + 1]);

        assertThat(load(Optional.empty()).first().message()).isEqualTo("aether.toml is larger than 1 MiB");
    }
}
