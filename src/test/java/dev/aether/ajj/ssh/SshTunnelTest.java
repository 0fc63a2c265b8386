package dev.aether.ajj.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.model.config.SshAddress;
import dev.aether.ajj.testing.FakeMaster;
import dev.aether.ajj.testing.FakeSsh;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With a script in place of ssh. */
@Timeout(60)
class SshTunnelTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String SOCKET = "/var/run/docker.sock";

    @TempDir
    private Path directory;

    private FakeSsh ssh;

    @BeforeEach
    void writeScript() {
        ssh = new FakeSsh(directory);
    }

    @AfterEach
    void stop() {
        ssh.close();
    }

    private static final String SETTINGS = "ssh://build\nhost build\ncontrolpath none\n";

    private SshTunnel to(String address) {
        return to(address, false);
    }

    private SshTunnel to(String address, boolean mayAsk) {
        return new SshTunnel(SshAddress.parse(address).orElseThrow(), ssh.files(), ssh.environment(), mayAsk);
    }

    private Path control() {
        return ssh.files().control(SETTINGS);
    }

    private Path engine() {
        return ssh.files().engine(SETTINGS);
    }

    private static Problem refusal(SshTunnel tunnel, Duration limit) {
        return catchThrowableOfType(Failure.class, () -> tunnel.connection(limit))
                .first();
    }

    @Test
    void theEngineIsReachedThroughASocket() {
        try (SshTunnel tunnel = to("ssh://build")) {
            Path socket = tunnel.engine(LIMIT);
            assertThat(socket).isEqualTo(engine());
            assertThat(FakeMaster.listensAt(socket)).isTrue();
            assertThat(ssh.master.asked)
                    .containsExactly("close " + socket + " " + SOCKET, "open " + socket + " " + SOCKET);
            assertThat(tunnel.hold().isAlive()).isTrue();
        }
    }

    @Test
    void aConfiguredEngineSocketIsUsed() {
        try (SshTunnel tunnel = to("ssh://build/run/user/1000/docker.sock")) {
            assertThat(tunnel.engine(LIMIT)).isNotEqualTo(engine());
            assertThat(ssh.master.asked).last().asString().endsWith(" /run/user/1000/docker.sock");
        }
    }

    @Test
    void aConnectionIsShared() {
        try (SshTunnel first = to("ssh://build");
                SshTunnel second = to("ssh://build")) {
            Path socket = first.engine(LIMIT);
            assertThat(first.engine(LIMIT)).isEqualTo(socket);
            assertThat(second.engine(LIMIT)).isEqualTo(socket);
            assertThat(second.connection(LIMIT)).isEqualTo(first.connection(LIMIT));
        }
        assertThat(ssh.connections()).isEqualTo(1);
        assertThat(ssh.master.asked).hasSize(2);
        Awaitility.await().until(() -> ssh.master.clients() == 0);
    }

    @Test
    void aLostForwardIsRestored() {
        try (SshTunnel tunnel = to("ssh://build")) {
            Path socket = tunnel.engine(LIMIT);
            ssh.master.stopListening(socket);
            assertThat(FakeMaster.listensAt(socket)).isFalse();
            assertThat(tunnel.engine(LIMIT)).isEqualTo(socket);
            assertThat(FakeMaster.listensAt(socket)).isTrue();
        }
        assertThat(ssh.connections()).isEqualTo(1);
    }

    @Test
    void reconnectsAfterALostConnection() throws InterruptedException, IOException {
        try (SshTunnel tunnel = to("ssh://build")) {
            Path _ = tunnel.engine(LIMIT);
            SshMaster.Hold hold = tunnel.hold();
            ssh.master.close();
            hold.awaitEnd();
            Files.delete(directory.resolve("master"));
            try (FakeMaster another = new FakeMaster(directory.resolve("master"))) {
                assertThat(FakeMaster.listensAt(tunnel.engine(LIMIT))).isTrue();
                assertThat(another.asked).isNotEmpty();
            }
        }
        assertThat(ssh.connections()).isEqualTo(2);
    }

    /** A new login may need a second factor. */
    @Test
    void theUsersSharedConnectionIsUsed() {
        try (FakeMaster users = new FakeMaster(directory.resolve("users"));
                SshTunnel tunnel = to("ssh://build")) {
            ssh.sharedAt(directory.resolve("users").toString());
            assertThat(FakeMaster.listensAt(tunnel.engine(LIMIT))).isTrue();
            assertThat(users.asked).hasSize(2);
            assertThat(ssh.connections()).isZero();
        }
    }

    @Test
    void aDeadSharedConnectionIsNotUsed() {
        ssh.sharedAt(directory.resolve("gone").toString());
        try (SshTunnel tunnel = to("ssh://build")) {
            assertThat(tunnel.connection(LIMIT).control()).isNotEqualTo(directory.resolve("gone"));
        }
        assertThat(ssh.connections()).isEqualTo(1);
    }

    /** The earlier connection is still held. */
    @Test
    void aChangedConfigurationNeedsANewConnection() {
        try (SshTunnel before = to("ssh://build");
                SshTunnel after = to("ssh://build")) {
            SshMaster first = before.connection(LIMIT);
            ssh.sharedAt("/moved/elsewhere");
            assertThat(after.connection(LIMIT)).isNotEqualTo(first);
        }
        assertThat(ssh.connections()).isEqualTo(2);
    }

    @Test
    void aForwardThatIsRefusedIsReported() {
        ssh.master.refusal = Optional.of("Port forwarding failed");
        try (SshTunnel tunnel = to("ssh://build")) {
            Problem problem = catchThrowableOfType(Failure.class, () -> tunnel.engine(LIMIT))
                    .first();
            assertThat(problem.message())
                    .isEqualTo("ssh cannot forward the engine's socket of build: Port forwarding failed");
            assertThat(problem.hints()).containsExactly("see why: ssh -v build true");
        }
    }

    @Test
    void theUsersConfigurationCannotAddForwardsOrCommands() {
        to("ssh://build").connection(LIMIT);
        assertThat(ssh.calls()).hasSize(2).allSatisfy(call -> {
            assertThat(options(call))
                    .contains(
                            "StrictHostKeyChecking=yes",
                            "ClearAllForwardings=yes",
                            "ForwardAgent=no",
                            "ForwardX11=no",
                            "GatewayPorts=no",
                            "PermitLocalCommand=no",
                            "RemoteCommand=none",
                            "RequestTTY=no")
                    .doesNotContain("IdentitiesOnly=yes");
            assertThat(call).endsWith("--", "build").doesNotContain("-p", "-l", "-i");
        });
        assertThat(ssh.calls().getLast()).contains("-f", "-N");
        assertThat(options(ssh.calls().getLast()))
                .contains("ControlMaster=yes", "ControlPath=\"" + control() + "\"", "ControlPersist=10");
    }

    private static List<String> options(List<String> call) {
        return IntStream.range(1, call.size())
                .filter(index -> call.get(index - 1).equals("-o"))
                .mapToObj(call::get)
                .toList();
    }

    @Test
    void sshAsksOnlyWhenAllowed() {
        try (SshTunnel silent = to("ssh://build", false);
                SshTunnel asking = to("ssh://other", true)) {
            silent.connection(LIMIT);
            asking.connection(LIMIT);
        }
        List<List<String>> made =
                ssh.calls().stream().filter(call -> call.contains("-N")).toList();
        assertThat(options(made.getFirst())).contains("BatchMode=yes");
        assertThat(made.getLast()).endsWith("--", "other");
        assertThat(options(made.getLast())).noneMatch(option -> option.startsWith("BatchMode"));
    }

    @Test
    void partsOfTheAddressArePassedToSsh() throws IOException {
        Path key = Files.createFile(directory.resolve("my \"50%\" key"));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        SshAddress address = new SshAddress(
                "2001:db8::1", Optional.of("dev"), OptionalInt.of(2222), Optional.of(key.toString()), Optional.empty());
        try (SshTunnel tunnel = new SshTunnel(address, ssh.files(), ssh.environment(), false)) {
            tunnel.connection(LIMIT);
        }
        assertThat(ssh.calls())
                .hasSize(2)
                .allSatisfy(call -> assertThat(call)
                        .endsWith(
                                "-p",
                                "2222",
                                "-l",
                                "dev",
                                "-o",
                                "IdentityFile=\"" + directory + "/my \\\"50%%\\\" key\"",
                                "-o",
                                "IdentitiesOnly=yes",
                                "--",
                                "2001:db8::1"));
    }

    /** ssh splits option values at spaces. */
    @Test
    void theStateMayBeInADirectoryWithASpaceAndAPercentSign() throws IOException {
        Path state = Files.createDirectory(directory.resolve("a %b")).resolve("s");
        SshTunnel tunnel = new SshTunnel(
                SshAddress.parse("ssh://build").orElseThrow(), new SshFiles(state), ssh.environment(), false);
        ssh.refusing("no");
        Failure _ = catchThrowableOfType(Failure.class, () -> tunnel.connection(LIMIT));
        assertThat(options(ssh.calls().getLast()))
                .filteredOn(option -> option.startsWith("ControlPath="))
                .singleElement()
                .asString()
                .startsWith("ControlPath=\"" + directory + "/a %%b/s/ssh/")
                .endsWith(".ctl\"");
    }

    @Test
    void aMissingProgramIsNamed() {
        SshTunnel tunnel = new SshTunnel(
                SshAddress.parse("ssh://dev@build").orElseThrow(),
                ssh.files(),
                Map.of("PATH", directory.toString()),
                false);
        Problem problem = refusal(tunnel, LIMIT);
        assertThat(problem.message())
                .isEqualTo("ssh, which is needed for the engine at ssh://dev@build, cannot be started:"
                        + " it is not on the PATH");
        assertThat(problem.hints())
                .containsExactly("install it: sudo apt-get install openssh-client, or brew install openssh");
        assertThat(problem.details()).containsExactly(Map.entry("address", "ssh://dev@build"));
    }

    @Test
    void connectingTimesOut() {
        ssh.slow();
        Problem problem = refusal(to("ssh://dev@build:2222"), Duration.ofMillis(1500));
        assertThat(problem.message()).isEqualTo("ssh has not connected to dev@build within 1.5 s");
        assertThat(problem.hints())
                .containsExactly(
                        "see what it waits for: ssh -v -p 2222 dev@build true", "allow more time with --timeout");
    }

    @Test
    void anUnusableKeyIsReported() throws IOException {
        Path missing = directory.resolve("no key");
        Problem problem = refusal(with(missing), LIMIT);
        assertThat(problem.message()).isEqualTo("the private key " + missing + " does not exist or cannot be read");
        assertThat(problem.hints())
                .containsExactly(
                        "correct key_path in [backend], or create a key: ssh-keygen -t ed25519 -f '" + missing + "'");

        Path another = Files.createDirectory(directory.resolve("keys"));
        Files.setPosixFilePermissions(another, PosixFilePermissions.fromString("rwx------"));
        assertThat(refusal(with(another), LIMIT).message())
                .isEqualTo("the private key " + another + " does not exist or cannot be read");

        Path open = Files.createFile(directory.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r-----"));
        problem = refusal(with(open), LIMIT);
        assertThat(problem.message()).isEqualTo("other users can read the private key " + open + ", so it is not used");
        assertThat(problem.hints()).containsExactly("make it private: chmod 600 " + open);
        assertThat(ssh.calls()).isEmpty();
    }

    private SshTunnel with(Path key) {
        return new SshTunnel(
                new SshAddress(
                        "build", Optional.empty(), OptionalInt.empty(), Optional.of(key.toString()), Optional.empty()),
                ssh.files(),
                ssh.environment(),
                false);
    }

    @Test
    void findsOutWhyTheEngineDoesNotAnswer() {
        try (SshTunnel tunnel = to("ssh://dev@build/run/my%20docker.sock")) {
            ssh.prints("missing\n");
            Problem problem = tunnel.diagnose().orElseThrow().first();
            assertThat(problem).isInstanceOf(BackendProblem.Unavailable.class);
            assertThat(problem.message())
                    .isEqualTo("there is no Docker engine on dev@build: /run/my docker.sock does not exist there");
            assertThat(problem.hints())
                    .containsExactly(
                            "check that Docker runs there: ssh dev@build docker info",
                            "if its socket is elsewhere, name it: [backend] socket = \"/run/user/1000/docker.sock\"");

            ssh.prints("denied\n");
            problem = tunnel.diagnose().orElseThrow().first();
            assertThat(problem.message())
                    .isEqualTo("the ssh user on build may not use the socket /run/my docker.sock there");
            assertThat(problem.hints())
                    .containsExactly("add the user to the docker group there: ssh -t dev@build"
                            + " 'sudo usermod -aG docker $USER'");

            ssh.prints("there\n");
            problem = tunnel.diagnose().orElseThrow().first();
            assertThat(problem.message())
                    .isEqualTo("no Docker engine answers at the socket /run/my docker.sock on dev@build");
            assertThat(problem.hints().getLast()).contains("AllowStreamLocalForwarding");

            for (String unexpected : List.of("", "Welcome!\nthere\n")) {
                ssh.prints(unexpected);
                assertThat(tunnel.diagnose()).isEmpty();
            }
        }
        assertThat(ssh.calls().getLast().getLast())
                .isEqualTo("if [ ! -e '/run/my docker.sock' ]; then echo missing; elif [ ! -w '/run/my docker.sock' ];"
                        + " then echo denied; else echo there; fi");
        assertThat(options(ssh.calls().getLast())).contains("ControlMaster=no");
    }

    @Test
    void listsThePortsInUse() {
        ssh.prints("""
                  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
                   0: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 18221 1
                   1: 0100007F:4E20 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 18222 1
                   2: 0100007F:1F90 0100007F:C350 01 00000000:00000000 00:00000000 00000000     0        0 18223 1
                  sl  local_address                         remote_address                        st tx_queue rx_queue
                   0: 00000000000000000000000000000000:1538 00000000000000000000000000000000:0000 0A 00000000:00000000
                """);
        try (SshTunnel tunnel = to("ssh://build")) {
            assertThat(tunnel.portsInUse()).containsExactlyInAnyOrder(22, 20000, 5432);
            ssh.prints("");
            assertThat(tunnel.portsInUse()).isEmpty();
        }
    }
}
