package dev.aether.ajj.forward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.spi.forward.ForwardReport;
import dev.aether.ajj.testing.FakeMaster;
import dev.aether.ajj.testing.FakeSsh;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With a script in place of ssh. */
@Timeout(60)
class HostForwardsTest {
    private static final String USED = "another program on this machine uses it";

    private final List<String> log = new CopyOnWriteArrayList<>();

    @TempDir
    private Path directory;

    private FakeSsh ssh;
    private HostForwards host;

    @BeforeEach
    void start() {
        ssh = new FakeSsh(directory);
        host = new HostForwards(
                new ForwardProcess.Target("ssh://dev@build", ""), ssh.files(), ssh::environment, log::add);
    }

    @AfterEach
    void end() {
        host.end();
        ssh.close();
        // It may be running ssh, which writes into the directory.
        Awaitility.await()
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().equals("ssh://dev@build")));
    }

    private ForwardReport.Host settled() throws InterruptedException {
        host.awaitSettled(System.nanoTime() + Duration.ofSeconds(30).toNanos());
        return host.report();
    }

    private void startWith(Integer... ports) {
        host.setPorts(Set.of(ports), true);
        host.start();
    }

    private static String open(int port) {
        return "open 127.0.0.1:" + port + " 127.0.0.1:" + port;
    }

    private static String close(int port) {
        return "close 127.0.0.1:" + port + " 127.0.0.1:" + port;
    }

    @Test
    void portsAreForwardedOnceConnected() throws InterruptedException {
        startWith(20000, 20001);
        ForwardReport.Host report = settled();
        assertThat(report.connected()).isTrue();
        assertThat(report.address()).isEqualTo("ssh://dev@build");
        assertThat(report.ports()).isEqualTo(Map.of(20000, "", 20001, ""));
        assertThat(report.reconnects()).isZero();
        assertThat(ssh.master.asked).containsExactly(open(20000), open(20001));
        assertThat(ssh.calls().getLast()).as("it asks no person").contains("BatchMode=yes");
    }

    @Test
    void onlyChangedPortsAreOpenedOrClosed() throws InterruptedException {
        startWith(20000, 20001);
        ForwardReport.Host _ = settled();
        ssh.master.asked.clear();
        host.setPorts(Set.of(20001, 20002), true);
        assertThat(ssh.master.asked).containsExactly(close(20000), open(20002));
        assertThat(host.report().ports()).containsOnlyKeys(20001, 20002);
        assertThat(ssh.connections()).isEqualTo(1);
    }

    @Test
    void aRefusedPortIsRetried() throws InterruptedException {
        ssh.master.refusal = Optional.of("Port forwarding failed");
        startWith(20000);
        assertThat(settled().ports()).isEqualTo(Map.of(20000, USED));
        assertThat(host.report().connected()).isTrue();
        assertThat(log).anyMatch(line -> line.contains("port 20000 cannot be forwarded: Port forwarding failed"));

        ssh.master.refusal = Optional.empty();
        host.setPorts(Set.of(20000), true);
        assertThat(host.report().ports()).isEqualTo(Map.of(20000, ""));
    }

    @Test
    void aLostConnectionIsRestoredWithAllForwards() throws IOException, InterruptedException {
        startWith(20000);
        ForwardReport.Host _ = settled();
        ssh.master.close();
        Files.delete(directory.resolve("master"));
        try (FakeMaster another = new FakeMaster(directory.resolve("master"))) {
            Awaitility.await().until(() -> host.report().reconnects() == 1);
            assertThat(host.report().connected()).isTrue();
            assertThat(another.asked).containsExactly(open(20000));
            assertThat(log).contains("ssh://dev@build: the connection was lost");
        }
    }

    /** The port may be free, so another port would not help. */
    @Test
    void aConnectionWithoutAnswersIsReplaced() throws IOException, InterruptedException {
        startWith(20000);
        ForwardReport.Host _ = settled();
        ssh.master.length = Optional.of(0);
        Files.delete(directory.resolve("master"));
        try (FakeMaster another = new FakeMaster(directory.resolve("master"))) {
            host.setPorts(Set.of(20000, 20001), true);
            assertThat(host.report().ports()).doesNotContainValue(USED);
            Awaitility.await().until(() -> host.report().reconnects() == 1);
            assertThat(host.report().ports()).isEqualTo(Map.of(20000, "", 20001, ""));
            assertThat(another.asked).containsExactly(open(20000), open(20001));
        }
    }

    @Test
    void anUnreachableHostIsReportedWithTheReason() throws InterruptedException {
        ssh.refusing("ssh: connect to host build port 22: Connection refused\r\n");
        startWith(20000);
        ForwardReport.Host report = settled();
        assertThat(report.connected()).isFalse();
        assertThat(report.reason()).isEqualTo("build refuses connections to port 22: no SSH server listens there");
        assertThat(report.ports()).isEmpty();
    }

    /** A command does not wait for the pause between attempts. */
    @Test
    void aCommandThatWaitsEndsThePause() throws IOException, InterruptedException {
        ssh.refusing("dev@build: Permission denied (publickey).\r\n");
        startWith(20000);
        assertThat(settled().connected()).isFalse();
        Files.delete(directory.resolve("refusal"));
        host.setPorts(Set.of(20000), true);
        assertThat(settled().connected()).isTrue();
        assertThat(ssh.connections()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void itsEndReleasesTheConnection() throws InterruptedException {
        startWith(20000);
        ForwardReport.Host _ = settled();
        ssh.master.asked.clear();
        host.end();
        assertThat(ssh.master.asked).containsExactly(close(20000));
        Awaitility.await().until(() -> ssh.master.clients() == 0);
    }
}
