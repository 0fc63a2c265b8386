package dev.aether.ajj.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aether.ajj.testing.FakeMaster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class SshMasterTest {
    @TempDir
    private Path directory;

    private Path control;
    private FakeMaster ssh;
    private SshMaster master;

    @BeforeEach
    void listen() {
        control = directory.resolve("c.ctl");
        ssh = new FakeMaster(control);
        master = new SshMaster(control);
    }

    @AfterEach
    void stop() {
        ssh.close();
    }

    @Test
    void aLiveConnectionIsFound() {
        assertThat(SshMaster.at(control)).contains(master);
    }

    @Test
    void aDeadConnectionIsNotFound() throws IOException {
        ssh.close();
        assertThat(control).exists();
        assertThat(SshMaster.at(control)).isEmpty();
        assertThat(SshMaster.at(directory.resolve("none"))).isEmpty();
        assertThat(SshMaster.at(Files.createFile(directory.resolve("file")))).isEmpty();
        assertThat(SshMaster.at(directory.resolve("long".repeat(50)))).isEmpty();
    }

    @Test
    void anotherProtocolVersionIsRefused() {
        ssh.version = 5;
        assertThat(SshMaster.at(control)).isEmpty();
        assertThatThrownBy(() -> master.forward(8080))
                .isInstanceOf(IOException.class)
                .hasMessage("ssh uses another version of the multiplexing protocol");
        assertThat(ssh.asked).isEmpty();
    }

    @Test
    void forwardsAPort() throws IOException {
        master.forward(8080);
        master.cancel(8080);
        assertThat(ssh.asked)
                .containsExactly("open 127.0.0.1:8080 127.0.0.1:8080", "close 127.0.0.1:8080 127.0.0.1:8080");
    }

    @Test
    void forwardsASocket() throws IOException {
        Path here = directory.resolve("engine");
        master.forward(here, "/run/docker.sock");
        assertThat(FakeMaster.listensAt(here)).isTrue();
        master.cancel(here, "/run/docker.sock");
        assertThat(FakeMaster.listensAt(here)).isFalse();
        assertThat(ssh.asked)
                .containsExactly("open " + here + " /run/docker.sock", "close " + here + " /run/docker.sock");
    }

    @Test
    void aRefusalHasAReason() {
        ssh.refusal = Optional.of("Port forwarding failed");
        assertThatThrownBy(() -> master.forward(80))
                .isInstanceOf(SshMaster.Refused.class)
                .hasMessage("Port forwarding failed");
        assertThatCode(() -> master.cancel(80)).as("it was closed already").doesNotThrowAnyException();
        assertThat(ssh.asked).hasSize(2);
    }

    @Test
    void aLargeAnswerIsNotRead() {
        for (int length : new int[] {(1 << 16) + 1, Integer.MAX_VALUE, -1, 0, 3}) {
            ssh.length = Optional.of(length);
            assertThat(SshMaster.at(control)).isEmpty();
            assertThatThrownBy(() -> master.forward(80))
                    .isInstanceOf(IOException.class)
                    .hasMessage("ssh sent a message of " + length + " bytes");
        }
    }

    /** Takes 5 seconds. */
    @Test
    void aConnectionThatNeverAnswersTimesOut() {
        ssh.silent = true;
        long begin = System.nanoTime();
        assertThat(SshMaster.at(control)).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(20));
    }

    @Test
    void aHoldNoticesTheEndOfTheConnection() throws Exception {
        try (SshMaster.Hold hold = master.hold()) {
            assertThat(hold.isAlive()).isTrue();
            ssh.close();
            hold.awaitEnd();
            assertThat(hold.isAlive()).isFalse();
        }
    }

    @Test
    void aClosedHoldReleasesTheConnection() throws Exception {
        SshMaster.Hold hold = master.hold();
        assertThat(ssh.clients()).isEqualTo(1);
        hold.close();
        hold.awaitEnd();
        assertThat(hold.isAlive()).isFalse();
        Awaitility.await().until(() -> ssh.clients() == 0);
    }

    @Test
    void requestsDoNotHoldTheConnection() throws IOException {
        Optional<SshMaster> found = SshMaster.at(control);
        assertThat(found).isPresent();
        master.forward(80);
        Awaitility.await().until(() -> ssh.clients() == 0);
    }
}
