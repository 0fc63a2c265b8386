package dev.aether.ajj.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aether.ajj.testing.NeedsDocker;
import dev.aether.ajj.testing.NeedsJj;
import dev.aether.ajj.testing.Shell;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Full disks: of the state directory, the workspace and a service. */
@NeedsJj
@NeedsDocker
class FullDiskIT {
    private static final String CONFIG = """
            [services.sleeper]
            image = "busybox:1"
            command = ["sleep", "600"]
            ports = []

            [injection]
            file = ".env"
            template = "NAME={{ workspace.name }}"
            """;

    @TempDir
    Path directory;

    private PackagedAjj ajj;
    private Path small;

    @BeforeEach
    void repository() throws IOException {
        ajj = new PackagedAjj(directory);
        ajj.config(CONFIG);
        ajj.repository.jj("commit", "-m", "services");
        small = Files.createDirectory(directory.toRealPath().resolve("small"));
    }

    @AfterEach
    void clean() {
        Shell.run(Map.of(), List.of("umount", small.toString()));
        ajj.close();
    }

    @Test
    void aFullWorkspaceDiskIsRolledBack() throws IOException {
        mount(small);
        fill(small);
        String before = ajj.engine();

        PackagedAjj.Result result =
                ajj.run("workspace", "add", "--json", small.resolve("one").toString());

        JsonNode error = result.json().get("errors").get(0);
        assertThat(result.status()).as(result.out()).isEqualTo(3);
        assertThat(error.get("message").asText()).containsIgnoringCase("no space left");
        assertThat(error.get("hints")).isNotEmpty();
        assertThat(ajj.engine()).isEqualTo(before);
        assertThat(ajj.repository.jj("workspace", "list")).hasLineCount(1);
        assertThat(ajj.run("cleanup").out()).isEqualTo("No orphaned resources\n");
    }

    @Test
    void aFullStateDiskIsReported() throws IOException {
        ajj.run("workspace", "add", "../one").orFail();
        Path state = ajj.repository.root().resolve(".jj/aether");
        String registry = Files.readString(state.resolve("state.json"));
        Path kept = directory.resolve("kept");
        Shell.succeed(Map.of(), List.of("cp", "-a", state.toString(), kept.toString()));
        small = state;
        mount(state);
        Shell.succeed(Map.of(), List.of("cp", "-a", kept + "/.", state.toString()));
        fill(state);
        String before = ajj.engine();

        PackagedAjj.Result result = ajj.run("workspace", "add", "--json", "../two");

        JsonNode error = result.json().get("errors").get(0);
        assertThat(result.status()).as(result.out()).isEqualTo(3);
        assertThat(error.get("message").asText()).containsIgnoringCase("no space left");
        assertThat(error.get("hints").toString()).contains("df ");
        assertThat(Files.readString(state.resolve("state.json"))).isEqualTo(registry);
        assertThat(ajj.engine()).isEqualTo(before);
        assertThat(ajj.repository.jj("workspace", "list")).doesNotContain("two:");
        assertThat(ajj.run("list").orFail().out()).contains("one");

        Files.delete(small.resolve("filling"));
        ajj.run("workspace", "forget", "one").orFail();
    }

    @Test
    void aServiceWithAFullDiskIsReported() {
        ajj.config("""
                [services.writer]
                image = "busybox:1"
                command = ["sh", "-c", "dd if=/dev/zero of=/dev/full count=1 && sleep 600"]
                ports = ["80"]
                """);
        ajj.repository.jj("commit", "-m", "a service that writes");

        PackagedAjj.Result result = ajj.run("workspace", "add", "--json", "../one");

        assertThat(result.status()).as(result.out()).isEqualTo(3);
        JsonNode error = result.json().get("errors").get(0);
        assertThat(error.get("code").asText()).isEqualTo("SERVICE_NOT_READY");
        assertThat(error.get("details").get("log").toString()).contains("No space left on device");
        assertThat(ajj.engine()).isBlank();
    }

    /** Mounts a small file system. This may need a permission that is missing here; in CI it is required. */
    private static void mount(Path where) {
        int status = Shell.run(Map.of(), List.of("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", where.toString()))
                .status();
        boolean required = Boolean.parseBoolean(System.getenv("CI"));
        if (status != 0 && !required) {
            System.err.println("SKIPPED: a full disk needs the right to mount a file system");
        }
        Assumptions.assumeTrue(status == 0 || required);
        assertThat(status).as("mount").isZero();
    }

    private static void fill(Path where) {
        byte[] block = new byte[1024];
        try (OutputStream file = Files.newOutputStream(where.resolve("filling"))) {
            while (true) {
                file.write(block);
            }
        } catch (IOException full) {
            // The disk is full now.
        }
    }
}
