package dev.aether.ajj.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aether.ajj.testing.EngineProxy;
import dev.aether.ajj.testing.EngineProxy.Outage;
import dev.aether.ajj.testing.NeedsDocker;
import dev.aether.ajj.testing.NeedsJj;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine stops or hangs during a command, and recovers later. */
@NeedsJj
@NeedsDocker
class EngineOutageIT {
    private static final String CONFIG = """
            [services.web]
            image = "busybox:1"
            command = ["httpd", "-f", "-p", "80", "-h", "/"]
            ports = ["80"]
            volumes = ["data:/data"]
            """;

    @TempDir
    Path directory;

    private PackagedAjj ajj;
    private EngineProxy engine;

    @BeforeEach
    void startEngineProxy() {
        ajj = new PackagedAjj(directory);
        ajj.config(CONFIG);
        ajj.repository.jj("commit", "-m", "services");
        engine = new EngineProxy(directory);
        ajj.environment.put("DOCKER_HOST", engine.address());
    }

    @AfterEach
    void clean() {
        engine.close();
        ajj.close();
    }

    @ParameterizedTest
    @CsvSource({
        "POST /networks/create, GONE_AFTER",
        "POST /volumes/create, GONE_BEFORE",
        "POST /containers/create, GONE_AFTER",
        "POST /containers/.+/start, GONE_BEFORE",
    })
    void anAddInterruptedByAnEngineFailureIsCompletedByTheNextAdd(String request, Outage outage) {
        engine.failAt(request, outage);

        PackagedAjj.Result failed = runProcess("workspace", "add", "--json", "../one");

        assertThat(engine.hasFailed()).isTrue();
        assertThat(failed.status()).as(failed.out()).isEqualTo(3);
        List<String> codes = failed.json().findValuesAsText("code");
        assertThat(codes).startsWith("BACKEND_UNAVAILABLE").contains("ROLLBACK_INCOMPLETE");
        assertThat(hints(failed)).anyMatch(hint -> hint.contains("ajj workspace forget one"));
        assertThat(ajj.run("list").out()).contains("incomplete");

        engine.recover();
        ajj.run("workspace", "add", "../one").orFail();

        assertThat(ajj.run("list").out()).contains("healthy");
        ajj.run("workspace", "forget", "one").orFail();
        assertThat(ajj.engine()).isBlank();
    }

    /** The JVM's own home directory is a different one. */
    @Test
    void theDockerConfigurationIsReadFromHome() throws IOException {
        Path home = directory.resolve("home");
        Files.writeString(
                Files.createDirectories(home.resolve(".docker")).resolve("config.json"),
                "{\"currentContext\":\"nope\"}");
        ajj.environment.put("DOCKER_HOST", "");
        ajj.environment.put("HOME", home.toString());

        PackagedAjj.Result result = ajj.run("up", "--json");

        assertThat(result.json().findValue("message").asText()).contains("nope");
        assertThat(result.status()).isEqualTo(3);
    }

    @Test
    void anIncompleteForgetIsCompletedByTheNext() {
        ajj.run("workspace", "add", "../one").orFail();
        engine.failAt("DELETE /containers/", Outage.GONE_BEFORE);

        PackagedAjj.Result failed = runProcess("workspace", "forget", "--json", "one");

        assertThat(failed.status()).as(failed.out()).isEqualTo(3);
        assertThat(failed.json().get("status").asText()).isEqualTo("partial");
        assertThat(ajj.engine()).contains("-one-web running");
        assertThat(ajj.run("list").out()).contains("incomplete");

        engine.recover();
        ajj.run("workspace", "forget", "one").orFail();

        assertThat(ajj.engine()).isBlank();
        assertThat(ajj.run("cleanup").out()).isEqualTo("No orphaned resources\n");
    }

    @Test
    void aSlowEngineDoesNotBlockOtherCommands() throws Exception {
        engine.failAt("POST /containers/create", Outage.HELD);
        Process add = ajj.startQuietly(ajj.repository.root(), "workspace", "add", "../one");
        await().atMost(Duration.ofMinutes(2)).until(() -> engine.held() > 0);

        assertThat(ajj.run("list").orFail().out()).contains("one").doesNotContain("incomplete");
        ajj.run("workspace", "add", "--no-services", "../two").orFail();

        engine.recover();
        assertThat(add.waitFor()).isZero();
        assertThat(ajj.run("list").out()).contains("healthy");
        ajj.run("workspace", "forget", "two").orFail();
    }

    @Test
    void anInterruptedUpIsCompletedByTheNext() {
        ajj.run("workspace", "add", "../one").orFail();
        Path one = ajj.repository.beside("one");
        PackagedAjj.docker("kill", container());
        engine.failAt("POST /containers/.+/start", Outage.GONE_AFTER);

        PackagedAjj.Result failed = ajj.runIn(one, "up", "--json");

        assertThat(failed.status()).as(failed.out()).isEqualTo(3);
        assertThat(failed.json().findValue("code").asText()).isEqualTo("BACKEND_UNAVAILABLE");
        assertThat(hints(failed)).isNotEmpty();

        engine.recover();
        ajj.runIn(one, "up").orFail();
        assertThat(ajj.run("list").out()).contains("healthy");
    }

    /** The engine may still create containers after the timeout; cleanup finds them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /images",
                "POST /networks/create",
                "POST /volumes/create",
                "POST /containers/create",
                "POST /containers/.+/start",
                "DELETE "
            })
    void aTimeoutLimitsTheWholeCommand(String request) {
        engine.failAt(request, Outage.HELD);
        Instant begun = Instant.now();

        PackagedAjj.Result late = request.startsWith("DELETE")
                ? forgetWithHeldRemovals()
                : runProcess("workspace", "add", "--json", "--timeout", "3s", "../one");

        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(30));
        assertThat(late.status()).as(late.out()).isEqualTo(3);
        assertThat(late.json().findValuesAsText("code")).isNotEmpty().doesNotContain("INTERNAL");

        engine.recover();
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            // The engine finishes started requests, so a volume may still be in use.
            return ajj.run("cleanup", "--force").status() == 0 && ajj.engine().isBlank();
        });
    }

    private PackagedAjj.Result forgetWithHeldRemovals() {
        engine.recover();
        ajj.run("workspace", "add", "../one").orFail();
        engine.failAt("DELETE ", Outage.HELD);
        return runProcess("workspace", "forget", "--json", "--timeout", "3s", "one");
    }

    @Test
    void listAndStatusTakeAtMostTenSeconds() {
        ajj.run("up").orFail();
        engine.failAt("GET /containers", Outage.HELD);
        for (String command : List.of("list", "status")) {
            Instant begun = Instant.now();
            PackagedAjj.Result result = ajj.run(command, "--json");
            assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(12));
            assertThat(result.status()).isEqualTo(3);
            assertThat(result.json().get("status").asText()).isEqualTo("partial");
            assertThat(result.json().findValuesAsText("code")).containsExactly("BACKEND_UNAVAILABLE");
            assertThat(result.json().findPath("resources").findValuesAsText("status"))
                    .containsOnly("unknown");
        }
        engine.recover();
    }

    /** After a restart of the engine or the machine, containers exist but do not run. */
    @Test
    void upRestartsContainersAfterAnEngineRestart() {
        JsonNode added =
                ajj.run("workspace", "add", "--json", "../one").orFail().json();
        PackagedAjj.docker("stop", "-t", "0", container());

        assertThat(ajj.run("list").out()).contains("stopped");
        JsonNode up =
                ajj.runIn(ajj.repository.beside("one"), "up", "--json").orFail().json();

        assertThat(up.findValue("external_port")).isEqualTo(added.findValue("external_port"));
        assertThat(ajj.run("list").out()).contains("healthy");
    }

    /** Runs ajj as a process, so that its unfinished workspace is abandoned when it ends. */
    private PackagedAjj.Result runProcess(String... arguments) {
        return ajj.runProcessIn(ajj.repository.root(), arguments);
    }

    private String container() {
        return ajj.run("list", "--json").json().findValue("container_id").asText();
    }

    private static List<String> hints(PackagedAjj.Result result) {
        List<String> hints = new java.util.ArrayList<>();
        result.json().findValues("hints").forEach(all -> all.forEach(hint -> hints.add(hint.asText())));
        return hints;
    }
}
