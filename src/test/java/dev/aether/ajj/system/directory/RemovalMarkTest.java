package dev.aether.ajj.system.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.spi.directory.Directories.Mark;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemovalMarkTest {
    /** File system clocks have a resolution of up to 10 ms. */
    private static final long TICK = 50;

    @TempDir
    Path directory;

    private final LocalDirectories directories = new LocalDirectories();
    private Path root;

    @BeforeEach
    void workspace() throws Exception {
        root = Files.createDirectories(directory.resolve("w"));
        Files.createDirectories(root.resolve(".jj"));
        Files.createDirectories(root.resolve("src/main"));
        Files.writeString(root.resolve("src/main/a"), "");
        Files.writeString(root.resolve("src/main/b"), "");
        Files.createDirectories(directory.resolve("other"));
        Files.writeString(directory.resolve("other/old"), "");
        Thread.sleep(TICK);
        directories.mark(root, Mark.ENDING);
        Thread.sleep(TICK);
        directories.mark(root, Mark.RECORDED);
    }

    @Test
    void nothingHasChangedAtFirst() {
        assertThat(directories.marked(root)).isEqualTo(Mark.RECORDED);
        assertThat(directories.changes(root)).isEmpty();
    }

    @Test
    void ignoresDeletionsAndNewEmptyDirectories() throws IOException {
        Files.delete(root.resolve("src/main/a"));
        Files.createDirectories(root.resolve("build"));
        Files.writeString(root.resolve(".jj/working_copy"), "");
        Files.writeString(root.resolve(".git"), "");
        assertThat(directories.changes(root)).isEmpty();
    }

    @Test
    void findsWrittenFiles() throws IOException {
        Files.writeString(root.resolve("src/main/b"), "more");
        Files.setLastModifiedTime(root.resolve("src/main/b"), FileTime.from(Instant.EPOCH));
        Files.createSymbolicLink(root.resolve("link"), Path.of("src"));
        Files.createDirectories(root.resolve("src/.git"));
        Files.writeString(root.resolve("src/.git/config"), "");
        assertThat(directories.changes(root)).containsExactly("link", "src/.git/config", "src/main/b");
    }

    @Test
    void findsMovedFiles() throws IOException {
        Files.move(directory.resolve("other/old"), root.resolve("old"));
        Files.move(root.resolve("src/main"), root.resolve("moved"));
        assertThat(directories.changes(root)).containsExactly("moved/", "old");
    }

    @Test
    void aLaterMarkKeepsTheStartTime() throws IOException {
        Files.writeString(root.resolve("src/main/b"), "more");
        Path mark = root.resolve(".jj/ajj-removal");
        Files.setPosixFilePermissions(mark, Files.getPosixFilePermissions(mark));
        assertThat(directories.changes(root)).containsExactly("src/main/b");
    }

    @Test
    void withoutAMarkEverythingHasChanged() throws IOException {
        Files.writeString(root.resolve("file"), "");
        directories.mark(root, Mark.ENDING);
        assertThat(directories.marked(root)).isEqualTo(Mark.ENDING);
        assertThat(directories.changes(root)).containsExactly("file", "src/");
        directories.mark(root, Mark.NONE);
        assertThat(directories.marked(root)).isEqualTo(Mark.NONE);
        assertThat(root.resolve(".jj")).isEmptyDirectory();
        assertThat(directories.changes(directory.resolve("none"))).isEmpty();
    }

    @Test
    void filesWrittenJustBeforeAreOlder() throws IOException {
        Files.writeString(root.resolve("src/main/b"), "more");
        directories.mark(root, Mark.ENDING);
        directories.mark(root, Mark.RECORDED);
        assertThat(directories.changes(root)).isEmpty();
    }

    @Test
    void findsFilesWrittenDuringTheSnapshot() throws IOException {
        directories.mark(root, Mark.ENDING);
        Files.writeString(root.resolve("src/main/b"), "more");
        directories.mark(root, Mark.RECORDED);
        assertThat(directories.changes(root)).containsExactly("src/main/b");

        directories.mark(root, Mark.NONE);
        directories.mark(root, Mark.RECORDED);
        assertThat(directories.marked(root)).as("the time is not known").isEqualTo(Mark.NONE);
    }

    @Test
    void aCopyHasNoMark() throws IOException {
        Path copy = Files.createDirectories(directory.resolve("copy"));
        Files.createDirectories(copy.resolve(".jj"));
        Files.copy(root.resolve(".jj/ajj-removal"), copy.resolve(".jj/ajj-removal"));
        assertThat(directories.marked(copy)).isEqualTo(Mark.NONE);
    }

    @Test
    void ignoresADamagedMark() throws IOException {
        for (String damaged : List.of("", "RECORDED", "RECORDED x y", "GONE 2026-01-01T00:00:00Z 1")) {
            Files.writeString(root.resolve(".jj/ajj-removal"), damaged);
            assertThat(directories.marked(root)).isEqualTo(Mark.NONE);
        }
        try (RandomAccessFile large =
                new RandomAccessFile(root.resolve(".jj/ajj-removal").toFile(), "rw")) {
            large.setLength(20L << 30);
        }
        assertThat(directories.marked(root)).isEqualTo(Mark.NONE);
    }
}
