package dev.aether.ajj.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aether.ajj.error.ErrorCode;
import dev.aether.ajj.error.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDirectoryTest {
    @TempDir
    Path parent;

    @Test
    void isCreatedForTheUserAlone() throws IOException {
        Path directory = parent.resolve("aether");
        StateDirectory.prepare(directory);
        StateDirectory.prepare(directory);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void gitIgnoresAllOfIt() throws IOException {
        StateDirectory.hideFromGit(parent);
        StateDirectory.hideFromGit(parent);
        assertThat(parent.resolve(".gitignore")).content().isEqualTo("*\n");
    }

    @Test
    void aLinkIsRefusedEvenIfItReplacesTheDirectory() throws IOException {
        Path elsewhere = Files.createDirectory(parent.resolve("elsewhere"));
        Path directory = parent.resolve("aether");
        StateDirectory.prepare(directory);
        Files.delete(directory);
        Files.createSymbolicLink(directory, elsewhere);

        assertRefused(directory, "it is a symbolic link");
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void aFileIsRefused() throws IOException {
        assertRefused(Files.createFile(parent.resolve("aether")), "it is not a directory");
    }

    /** A commit could bring a link, whose target would be truncated. */
    @Test
    void aLinkedLockFileIsRefused() throws IOException {
        Path target = Files.writeString(parent.resolve("target"), "precious");
        Path lock = Files.createSymbolicLink(parent.resolve("lock"), target);

        Failure refused = catchThrowableOfType(
                Failure.class, () -> new LockedFile(lock, Duration.ofSeconds(1)).holding(() -> {}));

        assertThat(refused.first().message()).contains("it is a symbolic link");
        assertThat(target).hasContent("precious");
    }

    @Test
    void aLockFileWithOtherContentKeepsIt() throws IOException {
        Path lock = Files.writeString(parent.resolve("lock"), "precious");
        assertThat(new LockedFile(lock, Duration.ofSeconds(1)).<String>holding(() -> "done"))
                .isEqualTo("done");
        assertThat(lock).hasContent("precious");
    }

    private static void assertRefused(Path directory, String reason) {
        Failure refused = catchThrowableOfType(Failure.class, () -> StateDirectory.prepare(directory));
        assertThat(refused.first().message()).contains(reason);
        assertThat(ErrorCode.of(refused.first())).isEqualTo(ErrorCode.STATE_CORRUPT);
        assertThat(catchThrowableOfType(Failure.class, () -> StateDirectory.check(directory)))
                .isNotNull();
    }
}
