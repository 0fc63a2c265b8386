package dev.aether.ajj.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aether.ajj.error.ErrorCode;
import dev.aether.ajj.error.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigWriterTest {
    private final Path file;
    private final ConfigWriter writer = new ConfigWriter();

    ConfigWriterTest(@TempDir Path directory) {
        this.file = directory.resolve("aether.toml");
    }

    @Test
    void replacesAFileOnlyOnRequest() {
        assertThat(writer.write(file, "one", false)).isFalse();
        Failure refused = catchThrowableOfType(Failure.class, () -> writer.write(file, "two", false));
        assertThat(refused.first().message()).isEqualTo(file + " already exists");
        assertThat(ErrorCode.of(refused.first())).isEqualTo(ErrorCode.CONFIG_INVALID);
        assertThat(file).hasContent("one");
        assertThat(writer.write(file, "two", true)).isTrue();
        assertThat(file).hasContent("two");
    }

    @Test
    void neverReplacesADirectory() throws IOException {
        Files.createDirectory(file);
        Failure refused = catchThrowableOfType(Failure.class, () -> writer.check(file, true));
        assertThat(refused.first().message()).isEqualTo(file + " is a directory");
        assertThat(refused.first().hints()).containsExactly("name a file: -c " + file.resolve("aether.toml"));
    }

    @Test
    void neverWritesThroughALink() throws IOException {
        Path precious = Files.writeString(file.resolveSibling("precious"), "mine");
        Files.createSymbolicLink(file, precious);
        Failure refused = catchThrowableOfType(Failure.class, () -> writer.write(file, "two", true));
        assertThat(refused.first().message())
                .isEqualTo(file + " is a symbolic link, and ajj does not write through links");
        assertThat(precious).hasContent("mine");
    }

    @Test
    void doesNotCreateADirectory() {
        Path inside = file.resolve("aether.toml");
        Failure refused = catchThrowableOfType(Failure.class, () -> writer.check(inside, false));
        assertThat(refused.first().message()).isEqualTo("there is no directory " + file);
        assertThat(refused.first().hints()).containsExactly("create it: mkdir -p " + file);
        assertThat(file).doesNotExist();
    }

    /** Uses a name that no file system accepts, because root may write anywhere. */
    @Test
    void reportsAnErrorOfTheFileSystem() {
        Path impossible = file.resolveSibling("x".repeat(300));
        Failure refused = catchThrowableOfType(Failure.class, () -> writer.write(impossible, "text", false));
        assertThat(ErrorCode.of(refused.first())).isEqualTo(ErrorCode.STATE_LOCKED);
        assertThat(refused.first().hints()).isNotEmpty();
    }
}
