package dev.aether.ajj.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aether.ajj.testing.Shell;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    private final Path directory;

    AtomicFileTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void replacesAFileAndMakesItPrivate() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        AtomicFile.write(file, "new".getBytes(UTF_8));

        assertThat(file).hasContent("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(directory).isDirectoryContaining(found -> found.equals(file));
        assertThat(directory.toFile().list()).hasSize(1);
    }

    @Test
    void neitherReadsNorWritesThroughALink() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "old");
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);

        assertThatThrownBy(() -> AtomicFile.write(link, "new".getBytes(UTF_8)))
                .hasMessageContaining("is a symbolic link");
        assertThatThrownBy(() -> AtomicFile.read(link)).hasMessageContaining("is a symbolic link");

        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("old");
    }

    @Test
    void readsTheContent() throws IOException {
        assertThat(AtomicFile.read(Files.writeString(directory.resolve("file"), "text")))
                .asString()
                .isEqualTo("text");
        assertThatThrownBy(() -> AtomicFile.read(directory.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void refusesALargeFile() throws IOException {
        Path file = directory.resolve("file");
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength((64L << 20) + 1);
        }
        assertThatThrownBy(() -> AtomicFile.read(file)).hasMessageContaining("is larger than 64 MiB");
    }

    @Test
    void refusesADirectory() throws IOException {
        Path pipe = directory.resolve("pipe");
        Shell.succeed(Map.of(), List.of("mkfifo", pipe.toString()));

        assertThatThrownBy(() -> AtomicFile.write(pipe, "new".getBytes(UTF_8)))
                .hasMessageContaining("is not a regular file");
        assertThatThrownBy(() -> AtomicFile.read(pipe)).hasMessageContaining("is not a regular file");

        assertThat(Files.readAttributes(pipe, BasicFileAttributes.class).isOther())
                .isTrue();
        assertThat(directory.toFile().list()).hasSize(1);
    }

    @Test
    void leavesNothingBehindWhenItFails() throws IOException {
        Path inTheWay = Files.createDirectories(directory.resolve("file/full"));

        assertThatThrownBy(() -> AtomicFile.write(directory.resolve("file"), new byte[0]))
                .isInstanceOf(IOException.class);

        assertThat(inTheWay).exists();
        assertThat(directory.toFile().list()).containsExactly("file");
    }

    @Test
    void aSharedFileHasThePermissionsOfNewFiles() throws IOException {
        Path usual = Files.createFile(directory.resolve("usual"));
        Path file = directory.resolve("file");

        AtomicFile.createShared(file, "new".getBytes(UTF_8));

        assertThat(file).hasContent("new");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(usual));
        assertThat(directory.toFile().list()).containsExactlyInAnyOrder("file", "usual");
    }

    @Test
    void creatingDoesNotReplaceAnExistingFile() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "old");
        Path link = Files.createSymbolicLink(directory.resolve("link"), directory.resolve("nowhere"));

        assertThatThrownBy(() -> AtomicFile.createShared(file, new byte[0]))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> AtomicFile.createShared(link, new byte[0]))
                .isInstanceOf(FileAlreadyExistsException.class);

        assertThat(file).hasContent("old");
        assertThat(directory.toFile().list()).containsExactlyInAnyOrder("file", "link");
    }

    @Test
    void oneOfManyConcurrentWritersSucceeds() throws Exception {
        int many = 16;
        Path file = directory.resolve("file");
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Boolean>> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(many)) {
            for (int index = 0; index < many; index++) {
                byte[] content = Integer.toString(index).repeat(100_000).getBytes(UTF_8);
                results.add(threads.submit(() -> {
                    start.await();
                    try {
                        AtomicFile.createShared(file, content);
                        return true;
                    } catch (FileAlreadyExistsException _) {
                        return false;
                    }
                }));
            }
            start.countDown();
        }
        int winner = -1;
        for (int index = 0; index < many; index++) {
            if (results.get(index).get()) {
                assertThat(winner).as("another one that succeeded").isEqualTo(-1);
                winner = index;
            }
        }
        assertThat(file).hasContent(Integer.toString(winner).repeat(100_000));
        assertThat(directory.toFile().list()).containsExactly("file");
    }

    @Test
    void replacingKeepsPermissionsAndLinks() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);

        AtomicFile.replaceShared(link, "new".getBytes(UTF_8));

        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
        assertThat(directory.toFile().list()).containsExactlyInAnyOrder("file", "link");
    }

    @Test
    void replaceCreatesAMissingFile() throws IOException {
        AtomicFile.replaceShared(directory.resolve("file"), "new".getBytes(UTF_8));
        assertThat(directory.resolve("file")).hasContent("new");
    }

    /** jj must not record a half-written file. It snapshots all files but those in .jj. */
    @Test
    void usesTheDirectoryThatJjDoesNotSnapshot() throws IOException {
        Path hidden = Files.createDirectory(directory.resolve(".jj"));
        assertThat(HeldDirectory.scratchNear(directory, directory)).isEqualTo(hidden);
        AtomicFile.createShared(directory.resolve("file"), "new".getBytes(UTF_8));
        assertThat(hidden).isEmptyDirectory();
    }
}
