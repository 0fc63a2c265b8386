package dev.aether.ajj.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.testing.NeedsDocker;
import dev.aether.ajj.testing.NeedsJj;
import dev.aether.ajj.testing.Shell;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes to a workspace while ajj waits for its services. */
@NeedsJj
@NeedsDocker
class ConcurrentChangesIT {
    private static final String SLOW = """
            [services.web]
            image = "busybox:1"
            command = ["sh", "-c", "sleep 4 && exec httpd -f -p 80 -h /"]
            ports = ["80"]

            [injection]
            file = ".env"
            template = "PORT={{ services.web.ports.80 }}"
            """;

    @TempDir
    Path directory;

    private PackagedAjj ajj;
    private Path root;

    @BeforeEach
    void repository() {
        ajj = new PackagedAjj(directory);
        ajj.config(SLOW);
        root = ajj.repository.beside("one");
    }

    @AfterEach
    void clean() {
        ajj.close();
    }

    @Test
    void addDoesNotInjectIntoAReplacedDirectory() throws Exception {
        Process add = waiting(ajj.repository.root(), "workspace", "add", "-v", "../one");
        Path other = replace();

        String errors = errors(add);

        assertThat(add.exitValue()).isNotZero();
        assertThat(errors)
                .containsAnyOf(
                        "the directory " + root + " was moved or replaced by another one",
                        "jj failed: There is no jj repo in \"" + root + "\""); // where jj still looks for tracked files
        assertUntouched(other);
        assertThat(ajj.engine()).isBlank();
        assertThat(ajj.repository.jj("workspace", "list")).doesNotContain("one:");
    }

    @Test
    void upDoesNotInjectIntoAReplacedDirectory() throws Exception {
        ajj.run("workspace", "add", "--no-services", "../one").orFail();
        Files.writeString(root.resolve("aether.toml"), SLOW);
        Process up = waiting(root, "up", "-v");
        Path other = replace();

        String errors = errors(up);

        assertThat(up.exitValue()).isEqualTo(3);
        assertThat(errors).contains("the directory " + root + " was moved or replaced by another one");
        assertUntouched(other);
    }

    @Test
    void aWorkspaceForgottenByJjDuringAddIsRolledBack() throws Exception {
        Process add = waiting(ajj.repository.root(), "workspace", "add", "-v", "../one");
        Files.writeString(root.resolve("notes.txt"), "precious");
        ajj.repository.jj("workspace", "forget", "one");

        String errors = errors(add);

        assertThat(add.exitValue()).isNotZero();
        assertThat(errors)
                .containsAnyOf(
                        "jj no longer knows the workspace \"one\"",
                        "Workspace `one` doesn't have a working-copy commit"); // where jj still looks for tracked files
        assertThat(root.resolve("notes.txt")).hasContent("precious");
        assertThat(ajj.engine()).isBlank();
    }

    /** Replaces the workspace by another repository. */
    private Path replace() throws IOException {
        Files.move(root, directory.resolve("away"));
        Shell.succeed(Map.of(), List.of("git", "init", "-q", root.toString()));
        Files.writeString(root.resolve("file"), "foreign");
        return root;
    }

    private static void assertUntouched(Path other) {
        assertThat(other.resolve("file")).hasContent("foreign");
        assertThat(other.resolve(".git")).exists();
        assertThat(other.resolve(".env")).doesNotExist();
    }

    private Process waiting(Path where, String... arguments) throws IOException {
        Process process = ajj.startIn(where, arguments);
        BufferedReader progress = process.errorReader(StandardCharsets.UTF_8);
        boolean started = false;
        boolean checkedOut = false;
        while (!started || !checkedOut) {
            String line = progress.readLine();
            assertThat(line).as("it ended").isNotNull();
            started |= line.contains("waiting until it answers");
            checkedOut |= line.contains("file list");
        }
        return process;
    }

    private static String errors(Process process) throws InterruptedException {
        String errors = process.errorReader(StandardCharsets.UTF_8).lines().collect(Collectors.joining("\n"));
        assertThat(process.waitFor()).as(errors).isNotZero();
        return errors;
    }
}
