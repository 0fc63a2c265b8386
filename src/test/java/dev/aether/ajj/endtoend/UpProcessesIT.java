package dev.aether.ajj.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.testing.NeedsDocker;
import dev.aether.ajj.testing.NeedsJj;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Concurrent, killed and interrupted {@code ajj up}. */
@NeedsJj
@NeedsDocker
class UpProcessesIT extends RedisWorkspace {

    @Test
    void concurrentUpsBothSucceed() throws Exception {
        PackagedAjj.docker("rm", "-f", container("redis"), container("sleeper"));
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            processes.add(ajj.startIn(ajj.repository.root(), "up"));
        }
        for (Process process : processes) {
            String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(err).isZero();
        }
        assertThat(ajj.engine()).hasLineCount(4);
        assertThat(ajj.run("up").out()).startsWith("Workspace default: everything is up to date\n");
    }

    @Test
    void aKilledUpIsCompletedByTheNext() throws Exception {
        PackagedAjj.docker("rm", "-f", container("redis"), container("sleeper"));
        for (String step : List.of("redis: starting", "redis: waiting")) {
            Process process = ajj.startIn(ajj.repository.root(), "up");
            var progress = process.errorReader();
            String line = progress.readLine();
            while (line != null && !line.startsWith(step)) {
                line = progress.readLine();
            }
            process.destroyForcibly().waitFor();
        }
        ajj.run("up").orFail();
        assertThat(ajj.run("up").out()).startsWith("Workspace default: everything is up to date\n");
        assertThat(ajj.engine()).hasLineCount(4);
    }

    @Test
    void anInterruptedUpReportsTheState() throws Exception {
        PackagedAjj.docker("rm", "-f", container("redis"));
        ajj.config(REDIS + "healthcheck = { command = [\"false\"] }\n" + SLEEPER + INJECTION);
        Process process = ajj.startIn(ajj.repository.root(), "up");
        var progress = process.errorReader();
        String line = progress.readLine();
        while (line != null && !line.startsWith("redis: waiting")) {
            line = progress.readLine();
        }
        ProcessSignals.send("INT", process);
        String rest = String.join("\n", progress.lines().toList());
        assertThat(process.waitFor()).as(rest).isEqualTo(130);
        assertThat(rest)
                .contains("Error: ajj up was interrupted\n")
                .contains("does not match its declaration yet")
                .containsOnlyOnce("Hint: continue from here: ajj up");
        ajj.config(REDIS + SLEEPER + INJECTION);
        assertThat(changes()).isEqualTo("{\"redis\":\"unchanged\",\"sleeper\":\"unchanged\"}");
    }
}
