package dev.aether.ajj.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aether.ajj.testing.EngineProxy;
import dev.aether.ajj.testing.EngineProxy.Trouble;
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

/** The engine is stopped in the middle of something, and comes back later. */
@NeedsJj
@NeedsDocker
class EngineTroubleIT {
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
    void engineThatCanLeave() {
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
    void whereverAnAddLosesItTheNextOneBringsItToRest(String request, Trouble trouble) {
        engine.leaveAt(request, trouble);

        PackagedAjj.Seen lost = thatEnds("workspace", "add", "--json", "../one");

        assertThat(engine.hasLeft()).isTrue();
        assertThat(lost.status()).as(lost.out()).isEqualTo(3);
        List<String> codes = lost.json().findValuesAsText("code");
        assertThat(codes).startsWith("BACKEND_UNAVAILABLE").contains("ROLLBACK_INCOMPLETE");
        assertThat(hints(lost)).anyMatch(hint -> hint.contains("ajj workspace forget one"));
        assertThat(ajj.run("list").out()).contains("incomplete");

        engine.comeBack();
        ajj.run("workspace", "add", "../one").orFail();

        assertThat(ajj.run("list").out()).contains("healthy");
        ajj.run("workspace", "forget", "one").orFail();
        assertThat(ajj.engine()).isBlank();
    }

    /** Java's own idea of the home directory is another one. */
    @Test
    void theDockerConfigurationIsInTheHomeOfTheEnvironment() throws IOException {
        Path home = directory.resolve("home");
        Files.writeString(
                Files.createDirectories(home.resolve(".docker")).resolve("config.json"),
                "{\"currentContext\":\"nope\"}");
        ajj.environment.put("DOCKER_HOST", "");
        ajj.environment.put("HOME", home.toString());

        PackagedAjj.Seen seen = ajj.run("up", "--json");

        assertThat(seen.json().findValue("message").asText()).contains("nope");
        assertThat(seen.status()).isEqualTo(3);
    }

    @Test
    void whatAForgetCouldNotRemoveIsRemovedByTheNext() {
        ajj.run("workspace", "add", "../one").orFail();
        engine.leaveAt("DELETE /containers/", Trouble.GONE_BEFORE);

        PackagedAjj.Seen lost = thatEnds("workspace", "forget", "--json", "one");

        assertThat(lost.status()).as(lost.out()).isEqualTo(3);
        assertThat(lost.json().get("status").asText()).isEqualTo("partial");
        assertThat(ajj.engine()).contains("-one-web running");
        assertThat(ajj.run("list").out()).contains("incomplete");

        engine.comeBack();
        ajj.run("workspace", "forget", "one").orFail();

        assertThat(ajj.engine()).isBlank();
        assertThat(ajj.run("cleanup").out()).isEqualTo("No orphaned resources\n");
    }

    @Test
    void aSlowOneIsWaitedForAndKeepsNobodyElseWaiting() throws Exception {
        engine.leaveAt("POST /containers/create", Trouble.HELD);
        Process add = ajj.startQuietly(ajj.repository.root(), "workspace", "add", "../one");
        await().atMost(Duration.ofMinutes(2)).until(() -> engine.held() > 0);

        assertThat(ajj.run("list").orFail().out()).contains("one").doesNotContain("incomplete");
        ajj.run("workspace", "add", "--no-services", "../two").orFail();

        engine.comeBack();
        assertThat(add.waitFor()).isZero();
        assertThat(ajj.run("list").out()).contains("healthy");
        ajj.run("workspace", "forget", "two").orFail();
    }

    @Test
    void anUpThatLosesItGoesOnLater() {
        ajj.run("workspace", "add", "../one").orFail();
        Path one = ajj.repository.beside("one");
        PackagedAjj.docker("kill", container());
        engine.leaveAt("POST /containers/.+/start", Trouble.GONE_AFTER);

        PackagedAjj.Seen lost = ajj.runIn(one, "up", "--json");

        assertThat(lost.status()).as(lost.out()).isEqualTo(3);
        assertThat(lost.json().findValue("code").asText()).isEqualTo("BACKEND_UNAVAILABLE");
        assertThat(hints(lost)).isNotEmpty();

        engine.comeBack();
        ajj.runIn(one, "up").orFail();
        assertThat(ajj.run("list").out()).contains("healthy");
    }

    /** However long the engine takes; the containers that it makes unseen are found when it is back. */
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
    void aTimeoutIsTheWholeTime(String request) {
        engine.leaveAt(request, Trouble.HELD);
        Instant begun = Instant.now();

        PackagedAjj.Seen late = request.startsWith("DELETE")
                ? removedLate()
                : thatEnds("workspace", "add", "--json", "--timeout", "3s", "../one");

        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(30));
        assertThat(late.status()).as(late.out()).isEqualTo(3);
        assertThat(late.json().findValuesAsText("code")).isNotEmpty().doesNotContain("INTERNAL");

        engine.comeBack();
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            // The engine finishes what it had begun meanwhile: a volume may be in use a moment longer.
            return ajj.run("cleanup", "--force").status() == 0 && ajj.engine().isBlank();
        });
    }

    private PackagedAjj.Seen removedLate() {
        engine.comeBack();
        ajj.run("workspace", "add", "../one").orFail();
        engine.leaveAt("DELETE ", Trouble.HELD);
        return thatEnds("workspace", "forget", "--json", "--timeout", "3s", "one");
    }

    @Test
    void listAndStatusNeverTakeLongerThanTenSeconds() {
        ajj.run("up").orFail();
        engine.leaveAt("GET /containers", Trouble.HELD);
        for (String command : List.of("list", "status")) {
            Instant begun = Instant.now();
            PackagedAjj.Seen seen = ajj.run(command, "--json");
            assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(12));
            assertThat(seen.status()).isEqualTo(3);
            assertThat(seen.json().get("status").asText()).isEqualTo("partial");
            assertThat(seen.json().findValuesAsText("code")).containsExactly("BACKEND_UNAVAILABLE");
            assertThat(seen.json().findPath("resources").findValuesAsText("status"))
                    .containsOnly("unknown");
        }
        engine.comeBack();
    }

    /** After the engine or the machine was started again, containers are there and do not run. */
    @Test
    void afterARestartUpBringsEverythingBack() {
        JsonNode added =
                ajj.run("workspace", "add", "--json", "../one").orFail().json();
        PackagedAjj.docker("stop", "-t", "0", container());

        assertThat(ajj.run("list").out()).contains("stopped");
        JsonNode up =
                ajj.runIn(ajj.repository.beside("one"), "up", "--json").orFail().json();

        assertThat(up.findValue("external_port")).isEqualTo(added.findValue("external_port"));
        assertThat(ajj.run("list").out()).contains("healthy");
    }

    /** A process, because what it leaves behind belongs to it for as long as it runs. */
    private PackagedAjj.Seen thatEnds(String... arguments) {
        return ajj.runProcessIn(ajj.repository.root(), arguments);
    }

    private String container() {
        return ajj.run("list", "--json").json().findValue("container_id").asText();
    }

    private static List<String> hints(PackagedAjj.Seen seen) {
        List<String> hints = new java.util.ArrayList<>();
        seen.json().findValues("hints").forEach(all -> all.forEach(hint -> hints.add(hint.asText())));
        return hints;
    }
}
