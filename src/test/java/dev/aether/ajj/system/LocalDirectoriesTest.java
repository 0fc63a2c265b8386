package dev.aether.ajj.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.aether.ajj.spi.Directories.NotDeleted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalDirectoriesTest {
    @TempDir
    Path directory;

    private final LocalDirectories directories = new LocalDirectories();
    private Path root;

    @BeforeEach
    void workspace() throws IOException {
        root = Files.createDirectories(directory.resolve("w"));
        Files.createDirectories(root.resolve(".jj"));
        Files.createDirectories(root.resolve("a/kept"));
        Files.writeString(root.resolve("a/kept/file"), "");
        Files.createDirectories(root.resolve("z"));
        Files.writeString(root.resolve("z/file"), "");
    }

    @AfterEach
    void release() throws IOException, InterruptedException {
        protect("-i", "u+w");
    }

    @Test
    void deletesEverything() {
        directories.delete(root, ".jj");
        assertThat(root).doesNotExist();
    }

    @Test
    void whatIsGoneIsNoFailure() {
        directories.delete(root.resolve("none"), ".jj");
        directories.delete(root.resolve("none"), false);
    }

    /** As the files are that a container has made as root. */
    @Test
    void whatMayNotBeDeletedIsToldAndKeepsNothingElse() throws IOException, InterruptedException {
        assumeTrue(protect("+i", "a-w"), "nothing can be protected from this user");

        NotDeleted failure = catchThrowableOfType(NotDeleted.class, () -> directories.delete(root, ".jj"));

        assertThat(failure.getMessage())
                .matches("cannot delete " + root + "/a/kept/file: (permission denied|operation not permitted)");
        assertThat(failure.denied()).isTrue();
        assertThat(root.resolve("z")).doesNotExist();
        assertThat(root.resolve(".jj")).as("tells what the rest is").exists();
    }

    /** Root may do anything but what the file system itself forbids. */
    private boolean protect(String attribute, String mode) throws IOException, InterruptedException {
        Path kept = root.resolve("a/kept");
        if (!Files.exists(kept)) {
            return false;
        }
        run("chmod", mode, kept.toString());
        run("chattr", attribute, kept.toString());
        return run("sh", "-c", "! touch \"$0/probe\"", kept.toString()) == 0;
    }

    private static int run(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException absent) {
            if (command[0].equals("chattr")) {
                return 1;
            }
            throw absent;
        }
    }
}
