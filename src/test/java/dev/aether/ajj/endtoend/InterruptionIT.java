package dev.aether.ajj.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aether.ajj.testing.EngineProxy;
import dev.aether.ajj.testing.EngineProxy.Outage;
import dev.aether.ajj.testing.NeedsDocker;
import dev.aether.ajj.testing.NeedsJj;
import dev.aether.ajj.testing.Shell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first signal rolls back or finishes the command; the second stops it at once. */
@NeedsJj
@NeedsDocker
class InterruptionIT {
    private static final String NEVER_READY = """
            [services.web]
            image = "busybox:1"
            command = ["sleep", "600"]
            ports = ["80"]
            """;
    private static final String READY = """
            [services.web]
            image = "busybox:1"
            command = ["sleep", "600"]
            ports = []
            """;
    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    private PackagedAjj ajj;
    private EngineProxy engine;

    @BeforeEach
    void repository() {
        ajj = new PackagedAjj(directory);
        ajj.config(NEVER_READY);
        engine = new EngineProxy(directory);
        ajj.environment.put("DOCKER_HOST", engine.address());
    }

    @AfterEach
    void clean() {
        engine.close();
        ajj.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM", "HUP"})
    void aSignalRollsBackAnAdd(String signal) throws Exception {
        String before = ajj.world();
        Process add = addUntilItWaits();

        ProcessSignals.send(signal, add);

        String rest = new String(add.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(add.waitFor()).as(rest).isEqualTo(130);
        assertThat(rest).contains("was interrupted; everything was rolled back");
        assertThat(ajj.world()).isEqualTo(before);
    }

    @Test
    void aSecondSignalStopsAtOnceAndReportsWhatRemains() throws Exception {
        Process add = addUntilItWaits();
        engine.failAt("DELETE /containers/", Outage.HELD);

        signalUntilItEnds(add);

        String rest = new String(add.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(add.exitValue()).as(rest).isEqualTo(130);
        assertThat(rest)
                .contains("it stopped at once: the workspace one and some of its services may exist")
                .contains("Hint: remove it: ajj workspace forget one");
        engine.recover();
        assertThat(ajj.run("list").out()).contains("incomplete");
        ajj.run("workspace", "forget", "one").orFail();
        assertThat(ajj.engine()).isBlank();
    }

    @Test
    void aSecondSignalIsReportedAsJson() throws Exception {
        Process add = ajj.startIn(ajj.repository.root(), "workspace", "add", "--json", "../one");
        engine.failAt("POST /containers/create", Outage.HELD);
        await().atMost(LONG).until(() -> engine.held() > 0);

        signalUntilItEnds(add);

        JsonNode document = new ObjectMapper().readTree(add.getInputStream());
        assertThat(add.exitValue()).isEqualTo(130);
        assertThat(document.findValuesAsText("code")).containsExactly("INTERRUPTED");
        assertThat(document.findValue("hints").toString()).contains("ajj workspace forget one");
        engine.recover();
        PackagedAjj.Result forgotten = ajj.run("workspace", "forget", "one");
        if (forgotten.status() != 0) { // the engine has created the container meanwhile
            assertThat(forgotten.err()).contains("then run again: ajj workspace forget one");
            ajj.run("workspace", "forget", "one").orFail();
        }
        assertThat(ajj.engine()).isBlank();
    }

    @Test
    void aSignalLetsAForgetFinish() throws Exception {
        ajj.config(READY);
        ajj.run("workspace", "add", "../one").orFail();
        engine.failAt("DELETE /containers/", Outage.HELD);
        Process forget = ajj.startIn(ajj.repository.root(), "workspace", "forget", "one");
        await().atMost(LONG).until(() -> engine.held() > 0);

        ProcessSignals.send("INT", forget);
        engine.recover();

        String printed = new String(forget.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(forget.waitFor()).as(printed).isZero();
        assertThat(printed).doesNotContain("interrupted");
        assertThat(ajj.engine()).isBlank();
        assertThat(ajj.run("cleanup").out()).isEqualTo("No orphaned resources\n");
    }

    private Process addUntilItWaits() throws IOException {
        Process add = ajj.startIn(ajj.repository.root(), "workspace", "add", "../one");
        var error = add.getErrorStream();
        StringBuilder printed = new StringBuilder();
        int next = error.read();
        while (next >= 0 && !printed.append((char) next).toString().endsWith("waiting until it answers")) {
            next = error.read();
        }
        assertThat(next).as("%s", printed).isNotNegative();
        return add;
    }

    /** Repeats the signal, because one soon after the first counts as its echo. */
    private static void signalUntilItEnds(Process process) {
        await().atMost(LONG).until(() -> {
            if (process.isAlive()) {
                // It may have just ended.
                Shell.run(Map.of(), List.of("kill", "-INT", Long.toString(process.pid())));
            }
            return process.waitFor(100, TimeUnit.MILLISECONDS);
        });
    }
}
