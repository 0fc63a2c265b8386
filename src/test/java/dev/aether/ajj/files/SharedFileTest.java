package dev.aether.ajj.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedFileTest {
    private final Path directory;

    SharedFileTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void hasThePermissionsOfNewFiles() throws IOException {
        Path usual = Files.createFile(directory.resolve("usual"));
        Path file = directory.resolve("file");

        SharedFile.create(file, "new".getBytes(UTF_8));

        assertThat(file).hasContent("new");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(usual));
        assertThat(directory.toFile().list()).containsExactlyInAnyOrder("file", "usual");
    }

    @Test
    void doesNotReplaceAnExistingFile() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "old");
        Path link = Files.createSymbolicLink(directory.resolve("link"), directory.resolve("nowhere"));

        assertThatThrownBy(() -> SharedFile.create(file, new byte[0])).isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> SharedFile.create(link, new byte[0])).isInstanceOf(FileAlreadyExistsException.class);

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
                        SharedFile.create(file, content);
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

        SharedFile.replace(link, "new".getBytes(UTF_8));

        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
        assertThat(directory.toFile().list()).containsExactlyInAnyOrder("file", "link");
    }

    @Test
    void replaceCreatesAMissingFile() throws IOException {
        SharedFile.replace(directory.resolve("file"), "new".getBytes(UTF_8));
        assertThat(directory.resolve("file")).hasContent("new");
    }

    /** jj must not record a half-written file. It snapshots all files but those in .jj. */
    @Test
    void usesTheDirectoryThatJjDoesNotSnapshot() throws IOException {
        Path hidden = Files.createDirectory(directory.resolve(".jj"));
        assertThat(ScratchDirectory.near(directory, directory)).isEqualTo(hidden);
        SharedFile.create(directory.resolve("file"), "new".getBytes(UTF_8));
        assertThat(hidden).isEmptyDirectory();
    }
}
