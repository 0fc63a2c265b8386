package dev.aether.ajj.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsDocker
@NeedsRemoteHost
class RemoteHostIT {
    private static RemoteHost remote;

    @BeforeAll
    static void start() {
        remote = RemoteHost.start("busybox:1");
    }

    @AfterAll
    static void assertNothingLeft() {
        String id = remote.id();
        String volume = Shell.succeed(
                        Map.of(), List.of("docker", "inspect", "--format", "{{range .Mounts}}{{.Name}}{{end}}", id))
                .strip();
        Path files = remote.homeWithSsh();
        remote.docker("run", "-d", "--init", "busybox:1", "sleep", "1000");
        remote.freeze();
        remote.close();
        assertThat(files).doesNotExist();
        assertThat(volume).isNotEmpty();
        assertThat(Shell.run(Map.of(), List.of("docker", "volume", "inspect", volume))
                        .status())
                .isNotZero();
        assertThat(Shell.run(Map.of(), List.of("docker", "inspect", id)).status())
                .isNotZero();
        assertThat(Shell.run(Map.of(), List.of("find", "/sys/fs/cgroup", "-maxdepth", "3", "-name", "*" + id + "*"))
                        .output())
                .isEmpty();
    }

    private static List<String> ssh(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(remote.pathDirectory().resolve("ssh").toString(), "-o", "BatchMode=yes"));
        command.addAll(List.of(arguments));
        return command;
    }

    private static Shell.Result run(String... arguments) {
        return Shell.run(Map.of(), ssh(arguments));
    }

    @Test
    void onlySomeUsersMayUseTheEngine() {
        assertThat(run(remote.alias(), "whoami; docker ps -q")).isEqualTo(new Shell.Result(0, "dev\n"));
        assertThat(run("root@" + remote.alias(), "whoami; docker ps -q")).isEqualTo(new Shell.Result(0, "root\n"));
        assertThat(run("guest@" + remote.alias(), "docker ps").output()).contains("permission denied");
    }

    @Test
    void theHostKeyIsInKnownHosts() {
        String address = remote.host();
        String port = Integer.toString(remote.port());
        String key = remote.key().toString();
        assertThat(run(
                                "-p",
                                port,
                                "-i",
                                key,
                                "-o",
                                "UserKnownHostsFile=" + remote.knownHosts(),
                                "dev@" + address,
                                "true")
                        .status())
                .isZero();
        assertThat(run("-p", port, "-i", key, "-o", "UserKnownHostsFile=/dev/null", "dev@" + address, "true")
                        .output())
                .contains("Host key verification failed");
    }

    @Test
    void devLogsInWithAPassword(@TempDir Path directory) {
        Path answer = Scripts.write(directory.resolve("askpass"), "#!/bin/sh\necho '" + RemoteHost.PASSWORD + "'\n");
        Map<String, String> environment = Map.of("SSH_ASKPASS", answer.toString(), "SSH_ASKPASS_REQUIRE", "force");
        List<String> command = List.of(
                remote.pathDirectory().resolve("ssh").toString(),
                "-o",
                "PubkeyAuthentication=no",
                remote.alias(),
                "whoami");
        assertThat(Shell.succeed(environment, command)).isEqualTo("dev\n");
    }

    @Test
    void containersRun() {
        assertThat(remote.docker("run", "--rm", "busybox:1", "echo", "hello")).isEqualTo("hello\n");
        remote.docker(
                "run",
                "-d",
                "--init",
                "--name",
                "ours",
                "--label",
                "aether.managed=true",
                "busybox:1",
                "sleep",
                "1000");
        remote.docker("run", "-d", "--init", "--name", "other", "busybox:1", "sleep", "1000");
        assertThat(remote.containers()).containsExactly("ours");
        remote.docker("rm", "-f", "ours", "other");
        assertThat(remote.containers()).isEmpty();
    }

    @Test
    void newConnectionsWorkAfterACut() throws Exception {
        try (Session session = new Session()) {
            remote.cutConnections();
            session.awaitEnd();
        }
        assertThat(run(remote.alias(), "true").status()).isZero();
    }

    @Test
    void sshdAndDockerRestart() throws Exception {
        try (Session session = new Session()) {
            remote.stopSshd();
            assertThat(run(remote.alias(), "true").status()).isEqualTo(255);
            assertThat(session.answers()).isTrue();
        } finally {
            remote.startSshd();
        }
        remote.stopDocker();
        try {
            assertThat(run(remote.alias(), "docker ps").output()).contains("Cannot connect to the Docker daemon");
        } finally {
            remote.startDocker();
        }
        assertThat(run(remote.alias(), "docker ps -q").status()).isZero();
    }

    @Test
    void aFrozenHostKeepsConnections() throws Exception {
        try (Session session = new Session()) {
            remote.freeze();
            try {
                assertThat(run("-o", "ConnectTimeout=1", remote.alias(), "true").output())
                        .contains("timed out");
                session.ask();
                assertThat(session.hasAnswered()).isFalse();
            } finally {
                remote.thaw();
            }
            await().atMost(Duration.ofSeconds(10)).until(session::hasAnswered);
        }
    }

    @Test
    void aLoopbackPortIsOccupied() {
        remote.listenOn(7001);
        assertThat(run(remote.alias(), "perl -MIO::Socket::INET -e 'exit !IO::Socket::INET->new(\"127.0.0.1:7001\")'")
                        .status())
                .isZero();
        assertThat(Shell.run(Map.of(), List.of("docker", "exec", remote.id(), "remote-host", "listen", "7001"))
                        .output())
                .contains("Address already in use");
    }

    /** An open connection that echoes lines. */
    private static final class Session implements AutoCloseable {
        private final Process process;
        private final BufferedReader output;

        Session() throws IOException {
            process = new ProcessBuilder(ssh(remote.alias(), "cat"))
                    .redirectErrorStream(true)
                    .start();
            output = process.inputReader(StandardCharsets.UTF_8);
            assertThat(answers()).isTrue();
        }

        void ask() throws IOException {
            process.outputWriter(StandardCharsets.UTF_8).append("ping\n").flush();
        }

        boolean hasAnswered() throws IOException {
            return output.ready() && "ping".equals(output.readLine());
        }

        boolean answers() throws IOException {
            ask();
            return "ping".equals(output.readLine());
        }

        void awaitEnd() throws InterruptedException {
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(255);
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
