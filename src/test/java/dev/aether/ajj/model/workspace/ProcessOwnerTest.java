package dev.aether.ajj.model.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aether.ajj.model.workspace.WorkspaceEntry.ProcessOwner;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ProcessOwnerTest {
    private static final String COMMAND = "ajj workspace add";

    private final ProcessOwner self = ProcessOwner.current(COMMAND);

    @Test
    void thisProcessIsAlive() {
        assertThat(self.isAlive()).isTrue();
    }

    @Test
    void anEndedProcessIsNotAlive() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        assertThat(new ProcessOwner(ended.pid(), COMMAND).isAlive()).isFalse();
    }

    @Test
    void aReusedPidIsAnotherProcess() {
        Instant before = self.started().orElseThrow().minus(Duration.ofMinutes(1));
        assertThat(new ProcessOwner(self.pid(), Optional.of(before), COMMAND).isAlive())
                .isFalse();
        assertThat(new ProcessOwner(self.pid(), COMMAND).isAlive())
                .as("without a start time only the command counts, and this is no ajj")
                .isFalse();
    }

    @Test
    void toleratesASmallClockAdjustment() {
        Instant shifted = self.started().orElseThrow().plusMillis(1500);
        assertThat(new ProcessOwner(self.pid(), Optional.of(shifted), COMMAND).isAlive())
                .isTrue();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void anAjjWithAnotherStartTimeCountsAsAlive() throws IOException {
        Process ajj = new ProcessBuilder(List.of("sh", "-c", "read line; exit 0", "/lib/quarkus-run.jar")).start();
        try {
            assertThat(new ProcessOwner(ajj.pid(), Optional.of(Instant.EPOCH), COMMAND).isAlive())
                    .isTrue();
        } finally {
            ajj.destroyForcibly();
        }
    }

    /** Without an init process, as in some containers, zombies stay forever. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aZombieIsNotAlive() throws IOException {
        Process parent = new ProcessBuilder("sh", "-c", "sleep 600 & echo $!; exec sleep 601").start();
        try {
            ProcessHandle child = ProcessHandle.of(
                            Long.parseLong(parent.inputReader().readLine()))
                    .orElseThrow();
            Optional<Instant> start = child.info().startInstant();
            // The shell would reap the child; the program that replaces it does not.
            await().until(() -> parent.info().command().orElse("").endsWith("sleep"));
            child.destroyForcibly();
            await().untilAsserted(() -> assertThat(new ProcessOwner(child.pid(), start, COMMAND).isAlive())
                    .isFalse());
            assertThat(ProcessHandle.of(child.pid())).as("it is still there").isPresent();
        } finally {
            parent.destroyForcibly();
        }
    }
}
