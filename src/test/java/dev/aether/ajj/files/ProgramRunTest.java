package dev.aether.ajj.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ProgramRunTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private static ProgramRun sh(String script) throws IOException {
        return ProgramRun.start(new ProcessBuilder("/bin/sh", "-c", script));
    }

    @Test
    void collectsBothStreamsAndTheStatus() throws Exception {
        ProgramRun run = sh("echo out; echo err >&2; exit 7");
        assertThat(run.await(LONG)).hasValue(7);
        assertThat(new String(run.output(), StandardCharsets.UTF_8)).isEqualTo("out\n");
        assertThat(run.messages()).isEqualTo("err\n");
    }

    @Test
    void collectsMoreThanAPipeBuffers() throws Exception {
        ProgramRun run =
                sh("i=0; while [ $i -lt 3000 ]; do echo 0123456789012345678901234567890123456789; i=$((i+1)); done");
        assertThat(run.await(LONG)).hasValue(0);
        assertThat(run.output()).hasSize(3000 * 41);
    }

    @Test
    void hasNoInput() throws Exception {
        ProgramRun run = sh("read line; echo \"status $?\"");
        assertThat(run.await(LONG)).hasValue(0);
        assertThat(new String(run.output(), StandardCharsets.UTF_8)).isEqualTo("status 1\n");
    }

    @Test
    void isStoppedAfterTheTimeout() throws Exception {
        ProgramRun run = sh("exec /bin/sleep 120");
        long start = System.nanoTime();
        assertThat(run.await(Duration.ofMillis(500))).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONG);
    }

    @Test
    void isStoppedWhenTheThreadIsInterrupted() throws Exception {
        ProgramRun run = sh("exec /bin/sleep 120");
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> run.await(LONG)).isInstanceOf(InterruptedException.class);
        assertThat(run.output()).isEmpty();
    }

    @Test
    void aMissingProgramCannotBeStarted() {
        assertThatThrownBy(() -> ProgramRun.start(new ProcessBuilder("/no/such/program")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void endlessOutputIsTruncated() throws Exception {
        ProgramRun run =
                ProgramRun.start(new ProcessBuilder("/bin/sh", "-c", "while :; do echo 0123456789; done"), 1 << 20);
        assertThat(run.await(LONG)).isPresent();
        assertThat(run.isTruncated()).isTrue();
        assertThat(run.output()).hasSizeLessThanOrEqualTo(1 << 20);
    }

    @Test
    void itsChildrenAreStoppedToo() throws Exception {
        ProgramRun run =
                sh("trap '' TERM; sh -c 'trap \"\" TERM; echo $$; while :; do /bin/sleep 1; done' & trap - TERM; wait");
        assertThat(run.await(Duration.ofMillis(500))).isEmpty();
        long child = Long.parseLong(new String(run.output(), StandardCharsets.UTF_8).strip());
        Awaitility.await()
                .until(() ->
                        ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty());
    }
}
