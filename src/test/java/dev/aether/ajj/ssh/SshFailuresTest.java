package dev.aether.ajj.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.ErrorCode;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.model.config.SshAddress;
import dev.aether.ajj.testing.FakeSsh;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages for failed connections of ssh. */
class SshFailuresTest {
    private static final String CHANGED = """
            @@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@\r
            @    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @\r
            @@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@\r
            IT IS POSSIBLE THAT SOMEONE IS DOING SOMETHING NASTY!\r
            Host key for build has changed and you have requested strict checking.\r
            Host key verification failed.\r
            """;

    private static final List<String> NO_KEY = List.of(
            "list the keys that ssh offers: ssh-add -l; ssh asks for a password only on a terminal",
            "install your key there: ssh-copy-id dev@build",
            "or name the key in aether.toml: [backend] key_path = \"~/.ssh/id_ed25519\"");

    @TempDir
    private Path directory;

    /**
     * A message of ssh.
     *
     * @param denied whether a retry is pointless
     */
    record Case(String name, String address, String stderr, String message, List<String> hints, boolean denied) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> messages() {
        return Stream.of(
                new Case(
                        "refused",
                        "ssh://dev@build:2222",
                        "ssh: connect to host build port 2222: Connection refused\r\n",
                        "build refuses connections to port 2222: no SSH server listens there",
                        List.of(
                                "start the SSH server there, or correct the port",
                                "try it: ssh -p 2222 dev@build true"),
                        false),
                new Case(
                        "unknown host",
                        "ssh://dev@bild",
                        "ssh: Could not resolve hostname bild.example.com: Name or service not known\r\n",
                        "the host of the engine, bild.example.com, does not exist",
                        List.of(
                                "check the name: getent hosts bild.example.com",
                                "if it is an alias, define it in ~/.ssh/config: Host bild"),
                        false),
                new Case(
                        "timed out",
                        "ssh://build",
                        "ssh: connect to host 192.0.2.7 port 22: Connection timed out\r\n",
                        "cannot reach build on port 22: Connection timed out",
                        List.of("check the network, a VPN or a firewall", "try it: ssh build true"),
                        false),
                new Case(
                        "no route",
                        "ssh://build",
                        "ssh: connect to host build port 22: No route to host\r\n",
                        "cannot reach build on port 22: No route to host",
                        List.of("check the network, a VPN or a firewall", "try it: ssh build true"),
                        false),
                new Case(
                        "unknown host key",
                        "ssh://dev@build:2222",
                        """
                        No ED25519 host key is known for [build]:2222 and you have requested strict checking.\r
                        Host key verification failed.\r
                        """,
                        "the host key of build is not known, so the connection was refused",
                        List.of("connect once, compare the fingerprint and accept it: ssh -p 2222 dev@build true"),
                        true),
                new Case(
                        "changed host key",
                        "ssh://build",
                        CHANGED,
                        "the host key of build has changed: the host was reinstalled, or another machine answers in its place",
                        List.of(
                                "if it was reinstalled, remove the old key: ssh-keygen -R build",
                                "then connect once to check and accept the new key: ssh build true"),
                        true),
                new Case(
                        "changed host key of another port",
                        "ssh://build:2222",
                        CHANGED,
                        "the host key of build has changed: the host was reinstalled, or another machine answers in its place",
                        List.of(
                                "if it was reinstalled, remove the old key: ssh-keygen -R '[build]:2222'",
                                "then connect once to check and accept the new key: ssh -p 2222 build true"),
                        true),
                new Case(
                        "a key that others can read, from the user's configuration",
                        "ssh://dev@build",
                        """
                        Permissions 0644 for '/home/dev/my key' are too open.\r
                        It is required that your private key files are NOT accessible by others.\r
                        dev@build: Permission denied (publickey).\r
                        """,
                        "other users can read the private key /home/dev/my key, so it is not used",
                        List.of("make it private: chmod 600 '/home/dev/my key'"),
                        true),
                new Case(
                        "wrong key",
                        "ssh://dev@build",
                        "dev@build: Permission denied (publickey).\r\n",
                        "dev@build accepts none of your keys",
                        NO_KEY,
                        true),
                new Case(
                        "wrong password",
                        "ssh://dev@build",
                        "dev@build: Permission denied (publickey,password).\r\n",
                        "dev@build accepts none of your keys or passwords",
                        NO_KEY,
                        true),
                new Case(
                        "too many keys",
                        "ssh://build:2222",
                        """
                        Received disconnect from 192.0.2.7 port 2222:2: Too many authentication failures\r
                        Disconnected from 192.0.2.7 port 2222\r
                        """,
                        "build accepts none of your keys",
                        List.of(
                                NO_KEY.getFirst(),
                                "install your key there: ssh-copy-id -p 2222 build",
                                NO_KEY.getLast()),
                        true),
                new Case(
                        "closed by the host",
                        "ssh://build",
                        """
                        one
                        two
                        kex_exchange_identification: Connection closed by remote host\r
                        Connection closed by 192.0.2.7 port 22\r
                        """,
                        "ssh cannot connect to build: two kex_exchange_identification: Connection closed by remote"
                                + " host Connection closed by 192.0.2.7 port 22",
                        List.of("see why: ssh -v build true"),
                        false),
                new Case(
                        "no message",
                        "ssh://dev@build",
                        "",
                        "ssh cannot connect to dev@build",
                        List.of("see why: ssh -v dev@build true"),
                        false));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void aMessageIsExplained(Case expected) {
        try (FakeSsh ssh = new FakeSsh(directory).refusing(expected.stderr());
                SshTunnel tunnel = new SshTunnel(
                        SshAddress.parse(expected.address()).orElseThrow(), ssh.files(), ssh.environment(), false)) {
            Failure failure = catchThrowableOfType(Failure.class, () -> tunnel.connection(Duration.ofSeconds(30)));

            Problem problem = failure.first();
            assertThat(ErrorCode.of(problem)).isEqualTo(ErrorCode.BACKEND_UNAVAILABLE);
            assertThat(problem.message()).isEqualTo(expected.message());
            assertThat(problem.hints()).isEqualTo(expected.hints());
            assertThat(problem.details()).containsEntry("address", expected.address());
            assertThat(problem.details().getOrDefault("stderr", "")).isEqualTo(expected.stderr());
            assertThat(SshTunnel.isDenied(failure)).isEqualTo(expected.denied());
        }
    }

    @Test
    void otherFailuresAreNotDenials() {
        assertThat(SshTunnel.isDenied(new Failure(new Problem.Interrupted("Permission denied (publickey)"))))
                .isFalse();
        assertThat(SshTunnel.isDenied(
                        new Failure(new BackendProblem.Unavailable("Permission denied (publickey)", List.of()))))
                .isFalse();
    }
}
