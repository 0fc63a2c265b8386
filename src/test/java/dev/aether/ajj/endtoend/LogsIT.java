package dev.aether.ajj.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aether.ajj.testing.NeedsDocker;
import dev.aether.ajj.testing.NeedsJj;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** {@code ajj logs} with real services. */
@NeedsJj
@NeedsDocker
class LogsIT extends RedisWorkspace {
    private static final String TALKER = """
            [services.talker]
            image = "busybox:1"
            command = ["sh", "-c", "echo %s; echo aside >&2; exec sleep 600"]
            """;

    private void startTalker(String word) {
        ajj.config(REDIS + TALKER.formatted(word) + INJECTION);
        ajj.run("up").orFail();
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> ajj.run("logs", "talker").out().contains("aside"));
    }

    @Test
    void linesOfServicesAreOrderedByTime() {
        startTalker("hello");
        String all = ajj.run("logs").orFail().out();
        assertThat(all).contains("redis  | ", "Ready to accept connections", "talker | hello\n", "talker | aside\n");
        assertThat(all.indexOf("Ready to accept")).isLessThan(all.indexOf("talker | hello"));
        assertThat(ajj.run("logs", "talker").orFail().out().lines()).containsExactlyInAnyOrder("hello", "aside");
        assertThat(ajj.run("logs", "talker", "-n", "1", "-t").orFail().out())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{9}Z \\w+\n");
        assertThat(ajj.run("logs", "talker", "--since", "1s").orFail().err()).isEmpty();
    }

    @Test
    void jsonLinesCanBeContinuedWithSince() {
        startTalker("hello");
        JsonNode lines = ajj.run("logs", "talker", "--json").orFail().json().get("lines");
        assertThat(lines).hasSize(2);
        assertThat(lines).anySatisfy(line -> {
            assertThat(line.get("stream").asText()).isEqualTo("stderr");
            assertThat(line.get("text").asText()).isEqualTo("aside");
        });
        String last = lines.get(1).get("time").asText();
        assertThat(ajj.run("logs", "talker", "--json", "--since", last)
                        .orFail()
                        .json()
                        .get("lines"))
                .hasSize(1);
    }

    @Test
    void logsOfAStoppedContainerArePrintedAndAMissingOneIsReported() {
        startTalker("hello");
        PackagedAjj.docker("kill", container("talker"));
        assertThat(ajj.run("logs", "talker").orFail().out()).contains("hello\n");
        assertThat(ajj.run("logs", "talker", "-f").orFail().out())
                .as("there is nothing to wait for")
                .contains("hello\n");
        PackagedAjj.docker("rm", container("talker"));
        PackagedAjj.Result result = ajj.run("logs", "talker");
        assertThat(result.err()).isEqualTo("""
                Error: the service talker has no container
                Hint: start it: ajj up talker
                """);
        assertThat(result.status()).isEqualTo(3);
    }

    @Test
    void followContinuesAfterARestartAndARecreatedContainer() throws Exception {
        startTalker("first");
        Process process = ajj.startIn(ajj.repository.root(), "logs", "-f", "-n", "1", "talker");
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        assertThat(out.readLine()).isIn("first", "aside");

        PackagedAjj.docker("restart", "-t", "0", container("talker"));
        assertThat(out.readLine() + out.readLine()).contains("first").contains("aside");

        ajj.config(REDIS + TALKER.formatted("second") + INJECTION);
        ajj.run("up").orFail();
        assertThat(out.readLine() + out.readLine()).contains("second").contains("aside");

        ProcessSignals.send("INT", process);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(130);
        assertThat(process.errorReader(StandardCharsets.UTF_8).readLine())
                .as("the usual way to end it")
                .isNull();
    }

    @Test
    void followEndsWithTheContainer() throws Exception {
        startTalker("hello");
        Process process = ajj.startIn(ajj.repository.root(), "logs", "-f", "talker");
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        assertThat(out.readLine()).isNotNull();
        PackagedAjj.docker("kill", container("talker"));
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void aClosedPipeEndsLogs() {
        startTalker("hello");
        assertThat(ajj.shell("\"$AJJ\" logs | head -n 1").lines()).hasSize(1);
    }
}
