package dev.aether.ajj.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aether.ajj.testing.Shell;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class RegularFileTest {
    @TempDir
    Path directory;

    @Test
    void linksAreFollowed() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "é");

        assertThat(RegularFile.text(file)).isEqualTo("é");
        assertThat(RegularFile.text(Files.createSymbolicLink(directory.resolve("link"), file)))
                .isEqualTo("é");
    }

    @Test
    @Timeout(20)
    void pipesAndDevicesAreNotRead() throws IOException {
        Path pipe = directory.resolve("pipe");
        Shell.succeed(Map.of(), List.of("mkfifo", pipe.toString()));
        Path link = Files.createSymbolicLink(directory.resolve("link"), pipe);

        for (Path file : List.of(pipe, link, directory, Path.of("/dev/zero"))) {
            assertThatThrownBy(() -> RegularFile.read(file)).as(file.toString()).hasMessageContaining("not a regular");
        }
        assertThatThrownBy(() -> RegularFile.read(directory.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void aLargeFileIsRefused() throws IOException {
        Path large = directory.resolve("large");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(20L << 30);
        }

        assertThatThrownBy(() -> RegularFile.read(large)).hasMessageContaining("is larger than 10 MiB");
    }

    @Test
    void invalidTextIsRefused() throws IOException {
        Path file = Files.write(directory.resolve("file"), new byte[] {(byte) 0xFF});

        assertThatThrownBy(() -> RegularFile.text(file)).isInstanceOf(CharacterCodingException.class);
    }
}
