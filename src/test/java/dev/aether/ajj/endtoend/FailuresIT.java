package dev.aether.ajj.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aether.ajj.testing.NeedsDocker;
import dev.aether.ajj.testing.NeedsJj;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every failure has a code, an exit status and a hint, shows no secret or stack trace, and is rolled back. */
@NeedsJj
@NeedsDocker
class FailuresIT {
    private static final String SLEEPER = """
            [services.sleeper]
            image = "busybox:1"
            command = ["sleep", "600"]
            """;

    @TempDir
    Path directory;

    private PackagedAjj ajj;

    @BeforeEach
    void repository() {
        ajj = new PackagedAjj(directory);
        ajj.config(SLEEPER);
    }

    @AfterEach
    void clean() {
        ajj.close();
    }

    @Test
    void aMissingConfigIsReported() throws IOException {
        Files.delete(ajj.repository.root().resolve("aether.toml"));
        refused("CONFIG_NOT_FOUND", 1, "no aether.toml or compose file in");
    }

    @Test
    void anInvalidConfigIsReported() {
        ajj.config("[services.db]\nimag = \"postgres:15\"\nports = [\"70000\"]\n");
        JsonNode errors = ajj.run("workspace", "add", "--json", "../one").json().get("errors");
        assertThat(errors.findValuesAsText("code")).containsOnly("CONFIG_INVALID");
        assertThat(errors.findValuesAsText("message"))
                .as("all mistakes at once")
                .hasSize(2)
                .anyMatch(message -> message.contains("imag"));
        JsonNode details = refused("CONFIG_INVALID", 1, "").get("details");
        assertThat(details.get("file").asText()).endsWith("/aether.toml");
        assertThat(details.get("line").asInt()).isPositive();
        assertThat(details.get("column").asInt()).isPositive();
    }

    @Test
    void anInvalidTemplateIsReported() {
        ajj.config(SLEEPER + "[injection]\nfile = \".env\"\ntemplate = \"X={{ services.sleper.host }}\"\n");
        JsonNode error = refused("CONFIG_INVALID", 1, "sleper");
        assertThat(error.get("details").get("line").asInt()).isEqualTo(6);
        assertThat(error.get("hints").toString()).contains("sleeper");
    }

    @Test
    void aMissingImageIsReported() {
        ajj.config("[services.db]\nimage = \"localhost:1/no/such:image\"\n");
        refused("IMAGE_NOT_FOUND", 3, "localhost:1/no/such:image");
    }

    @Test
    void aContainerThatDiesIsReported() {
        ajj.config("""
                [services.db]
                image = "busybox:1"
                command = ["sh", "-c", "echo cannot use $DB_PASSWORD; exit 9"]
                env = { DB_PASSWORD = "hunter2" }
                """);
        JsonNode error = refused("SERVICE_NOT_READY", 3, "its container ended with status 9");
        assertThat(error.get("details").get("log").get(0).asText()).isEqualTo("cannot use ******");
    }

    @Test
    void theDirectoryOfAnInjectedFileIsRolledBack() {
        ajj.config("""
                [services.db]
                image = "busybox:1"
                command = ["sh", "-c", "exit 9"]
                [injection]
                file = "conf/deep/x.json"
                template = "{}"
                """);
        refused("SERVICE_NOT_READY", 3, "its container ended with status 9");
    }

    @Test
    void aServiceThatDoesNotAnswerTimesOut() {
        ajj.config("""
                [services.web]
                image = "busybox:1"
                command = ["sleep", "600"]
                ports = ["80"]
                healthcheck = { timeout = "1s" }
                """);
        refused("SERVICE_NOT_READY", 3, "the service web is not ready after");
    }

    @Test
    void aFailingHealthcheckTimesOut() {
        ajj.config("""
                [services.db]
                image = "busybox:1"
                command = ["sleep", "600"]
                [services.db.healthcheck]
                command = ["sh", "-c", "exit 4"]
                timeout = "1s"
                """);
        refused("SERVICE_NOT_READY", 3, "its healthcheck `sh -c ...` ended with status 4");
    }

    @Test
    void aFailingTcpHealthcheckNamesThePort() {
        ajj.config("""
                [services.web]
                image = "busybox:1"
                command = ["sleep", "600"]
                ports = ["80"]
                healthcheck = { tcp = 80, timeout = "1s" }
                """);
        refused("SERVICE_NOT_READY", 3, ": port 80: closes the connection at once");
    }

    @Test
    void aMissingContainerCommandIsReported() {
        ajj.config("[services.db]\nimage = \"busybox:1\"\ncommand = [\"/no/such/program\"]\n");
        refused("BACKEND_SPAWN_FAILED", 3, "/no/such/program");
    }

    @Test
    void aFixedPortInUseIsReported() throws IOException {
        try (ServerSocket stranger = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ajj.config(SLEEPER + "ports = [\"" + stranger.getLocalPort() + ":80\"]\n");
            refused("PORT_ALLOCATION_FAILED", 3, Integer.toString(stranger.getLocalPort()));
        }
    }

    @Test
    void aNonEmptyDestinationIsRefused() throws IOException {
        Files.createDirectory(ajj.repository.beside("one"));
        Files.writeString(ajj.repository.beside("one").resolve("mine"), "mine");
        refused("WORKSPACE_EXISTS", 1, "exists and is not an empty directory");
        assertThat(ajj.repository.beside("one").resolve("mine")).hasContent("mine");
    }

    @Test
    void anEmptyDestinationIsKeptAfterAFailure() throws IOException {
        Files.createDirectory(ajj.repository.beside("one"));
        ajj.config("[services.db]\nimage = \"busybox:1\"\ncommand = [\"false\"]\n");
        refused("SERVICE_NOT_READY", 3, "ended with status 1");
        assertThat(ajj.repository.beside("one")).isEmptyDirectory();
    }

    @Test
    void anExistingNameIsRefused() {
        ajj.run("workspace", "add", "../one").orFail();
        String before = ajj.world();
        PackagedAjj.Result result = ajj.run("workspace", "add", "--json", "--name", "one", "../two");
        assertThat(result.json().findValue("code").asText()).isEqualTo("WORKSPACE_EXISTS");
        assertThat(result.status()).isEqualTo(1);
        assertThat(ajj.world()).isEqualTo(before);
    }

    @Test
    void aMissingRevisionIsReported() {
        JsonNode error = refused("JJ_FAILED", 3, "doesn't exist", "-r", "no-such-revision", "-m", "described");
        assertThat(error.get("details").get("exit_code").asInt()).isEqualTo(1);
        assertThat(error.get("details").get("command").asText()).contains("no-such-revision");
        assertThat(error.get("details").get("stderr").asText()).contains("no-such-revision");
    }

    @Test
    void aDestinationThatCannotBeCreatedIsReported() {
        String before = ajj.world();
        PackagedAjj.Result result = ajj.run("workspace", "add", "--json", "/proc/no-place-for-this");
        assertThat(result.json().findValue("code").asText()).isEqualTo("JJ_FAILED");
        assertThat(result.status()).isEqualTo(3);
        assertThat(ajj.world()).isEqualTo(before);
    }

    @Test
    void anInjectedFileTrackedByJjIsRefused() throws IOException {
        Files.writeString(ajj.repository.root().resolve(".env"), "COMMITTED=1\n");
        ajj.config(SLEEPER + "[injection]\nfile = \".env\"\ntemplate = \"X=1\"\n");
        ajj.repository.jj("commit", "-m", "with .env");
        refused("CONTEXT_INJECTION_FAILED", 3, "jj tracks it in this revision");
        refused("CONTEXT_INJECTION_FAILED", 3, "jj tracks it in this revision", "--sparse-patterns", "empty");
    }

    @Test
    void anInjectedFileThatGitignoreUnignoresIsRefused() throws IOException {
        Files.writeString(ajj.repository.root().resolve(".gitignore"), "!.env\n");
        ajj.config(SLEEPER + "[injection]\nfile = \".env\"\ntemplate = \"X=1\"\n");
        ajj.repository.jj("commit", "-m", "with .gitignore");
        refused("CONTEXT_INJECTION_FAILED", 3, "a .gitignore of the repository makes jj track it");
    }

    @Test
    void aMissingEngineIsReported() {
        ajj.environment.put("DOCKER_HOST", "unix://" + directory + "/no.sock");
        refused("BACKEND_UNAVAILABLE", 3, "does not answer");
    }

    @Test
    void aMissingJjIsReported() {
        ajj.environment.put("PATH", "/usr/sbin:/sbin");
        String before = ajj.engine();
        PackagedAjj.Result result = ajj.run("workspace", "add", "--json", "../one");
        assertThat(result.json().findValue("code").asText()).isEqualTo("JJ_NOT_FOUND");
        assertThat(result.status()).isEqualTo(3);
        assertThat(ajj.engine()).isEqualTo(before);
    }

    @Test
    void aDirectoryOutsideARepositoryIsReported() {
        PackagedAjj.Result result = ajj.runIn(directory, "list", "--json");
        assertThat(result.json().findValue("code").asText()).isEqualTo("NOT_IN_WORKSPACE");
        assertThat(result.status()).isEqualTo(1);
    }

    @Test
    void anInvalidCommandLineIsReported() {
        PackagedAjj.Result result = ajj.run("workspace", "add", "--json", "--nmae=x", "../one");
        assertThat(result.json().findValue("code").asText()).isEqualTo("USAGE");
        assertThat(result.status()).isEqualTo(2);
    }

    /** Checks that an add fails, as text and as JSON. Returns the first error. */
    private JsonNode refused(String code, int status, String words, String... options) {
        String before = ajj.world();
        PackagedAjj.Result result = ajj.run(arguments("--json", options));
        JsonNode error = result.json().get("errors").get(0);
        assertThat(error.get("code").asText()).as(result.out()).isEqualTo(code);
        assertThat(error.get("message").asText()).contains(words);
        assertThat(error.get("hints")).isNotEmpty();
        assertThat(result.status()).isEqualTo(status);
        assertThat(ajj.world()).as("after the failure").isEqualTo(before);

        PackagedAjj.Result text = ajj.run(arguments("--color=never", options));
        assertThat(text.out()).isEmpty();
        assertThat(text.err()).contains("Error: ").contains("Hint: ").doesNotContain("\tat ", "hunter2", "Exception");
        assertThat(text.status()).isEqualTo(status);
        assertThat(ajj.world()).isEqualTo(before);
        return error;
    }

    private static String[] arguments(String first, String... options) {
        return java.util.stream.Stream.of(
                        java.util.stream.Stream.of("workspace", "add", first),
                        java.util.stream.Stream.of(options),
                        java.util.stream.Stream.of("../one"))
                .flatMap(part -> part)
                .toArray(String[]::new);
    }
}
