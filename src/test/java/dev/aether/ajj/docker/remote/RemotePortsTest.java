package dev.aether.ajj.docker.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aether.ajj.error.ErrorCode;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.model.config.SshAddress;
import dev.aether.ajj.model.workspace.WorkspaceId;
import dev.aether.ajj.spi.backend.Backend.Kind;
import dev.aether.ajj.spi.backend.Backend.PortTaken;
import dev.aether.ajj.spi.backend.Backend.Resource;
import dev.aether.ajj.spi.backend.Stack;
import dev.aether.ajj.spi.forward.Forward;
import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.ssh.SshTunnel;
import dev.aether.ajj.testing.Declarations;
import dev.aether.ajj.testing.FakeSsh;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemotePortsTest {
    private static final String ADDRESS = "ssh://dev@build";
    private static final Stack STACK =
            new Stack(new WorkspaceId("0123456789abcdef", "one", Path.of("/repo")), Path.of("/repo/one"), "aether-one");

    @TempDir
    private Path directory;

    private final FakeForwards forwards = new FakeForwards();
    private FakeSsh ssh;
    private SshTunnel tunnel;
    private RemotePorts ports;

    @BeforeEach
    void open() {
        ssh = new FakeSsh(directory);
        tunnel = new SshTunnel(SshAddress.parse(ADDRESS).orElseThrow(), ssh.files(), ssh.environment(), true);
        ports = new RemotePorts(tunnel, forwards, Deadline.NONE, () -> "E1");
    }

    @AfterEach
    void close() {
        tunnel.close();
        ssh.close();
    }

    @Test
    void forwardsTcpPorts() throws PortTaken {
        ports.open(STACK, "db", Map.of("5432", 20000, "53/udp", 20001, "80", 20002));
        assertThat(forwards.asked).containsExactly("want aether-one ssh://dev@build {db=[20000, 20002]}");
        assertThat(ssh.master.asked)
                .containsExactlyInAnyOrder(
                        "open 127.0.0.1:20000 127.0.0.1:20000", "open 127.0.0.1:20002 127.0.0.1:20002");
    }

    @Test
    void forwardsPortsOfSeveralServices() {
        ports.reach(STACK, Map.of("db", Map.of("5432", 20000), "dns", Map.of("53/udp", 20001)));
        assertThat(forwards.asked).containsExactly("open aether-one ssh://dev@build {db=[20000], dns=[]}");
    }

    @Test
    void aPortInUseIsTaken() {
        ssh.master.refusal = Optional.of("Port forwarding failed");
        assertThatThrownBy(() -> ports.open(STACK, "db", Map.of("5432", 20000)))
                .isInstanceOf(PortTaken.class)
                .hasMessage("port 20000: another program on this machine uses it");
    }

    @Test
    void aRunningServiceWhosePortIsInUseIsReported() {
        forwards.refused.put(20000, "another program on this machine uses it");
        Problem problem = catchThrowableOfType(
                        Failure.class, () -> ports.reach(STACK, Map.of("db", Map.of("5432", 20000))))
                .first();
        assertThat(ErrorCode.of(problem)).isEqualTo(ErrorCode.PORT_ALLOCATION_FAILED);
        assertThat(problem.message())
                .isEqualTo("cannot forward ports to dev@build: port 20000: another program on this machine uses it");
        assertThat(problem.hints())
                .containsExactly(
                        "find the program and stop it: ss -lntp", "or have ajj choose other ports: ajj down && ajj up");
        assertThat(problem.details()).containsExactly(Map.entry("ports", List.of(20000)));
    }

    /** The background process cannot ask for a password. */
    @Test
    void retriesAfterConnecting() {
        forwards.failures = 1;
        ports.reach(STACK, Map.of("db", Map.of("5432", 20000)));
        assertThat(forwards.asked).hasSize(2).containsOnly("open aether-one ssh://dev@build {db=[20000]}");
        assertThat(ssh.connections()).isEqualTo(1);
        assertThat(ssh.calls().getLast()).doesNotContain("BatchMode=yes");
        assertThat(tunnel.hold().isAlive()).isTrue();
    }

    @Test
    void failsAfterTheSecondTry() {
        forwards.failures = 2;
        assertThatThrownBy(() -> ports.reach(STACK, Map.of("db", Map.of("5432", 20000))))
                .hasMessageContaining("the ports are not forwarded");
        assertThat(forwards.asked).hasSize(2);
    }

    @Test
    void reportsAnUnreachableHost() {
        forwards.failures = 1;
        ssh.refusing("dev@build: Permission denied (publickey).");
        Failure failure =
                catchThrowableOfType(Failure.class, () -> ports.reach(STACK, Map.of("db", Map.of("5432", 20000))));
        assertThat(failure.first().message()).isEqualTo("dev@build accepts none of your keys");
        assertThat(forwards.asked).hasSize(1);
    }

    @Test
    void doesNotConnectWithoutPorts() {
        ports.reach(STACK, Map.of("dns", Map.of("53/udp", 20001)));
        assertThat(forwards.asked).containsExactly("open aether-one ssh://dev@build {dns=[]}");
        assertThat(ssh.calls()).isEmpty();
    }

    @Test
    void returnsPortsInUseOnTheOtherMachine() {
        ssh.prints("   0: 00000000:4E20 00000000:0000 0A 00000000:00000000\n");
        assertThat(ports.inUse()).containsExactly(20000);
        assertThat(forwards.asked).isEmpty();
    }

    @Test
    void startsTheProcessOnlyForPorts() {
        ports.prepare(List.of(Declarations.service("job", List.of(), List.of())));
        assertThat(forwards.asked).isEmpty();
        ports.prepare(List.of(Declarations.service("db", List.of(Declarations.tcp(5432)), List.of())));
        assertThat(forwards.asked).containsExactly("prepare");
        assertThat(ssh.calls()).isEmpty();
    }

    @Test
    void closesForwardsOfAServiceOrStack() {
        ports.close(STACK, "db");
        ports.close(STACK);
        assertThat(forwards.asked).containsExactly("close aether-one db", "close aether-one");
    }

    @Test
    void listsForwardsToThisEngine() {
        forwards.forwards.add(new Forward(STACK, "db", ADDRESS, "E1", 20000));
        forwards.forwards.add(new Forward(STACK, "db", "ssh://other", "E2", 20001));
        assertThat(ports.resources()).isEqualTo(List.of(new Resource(Kind.FORWARD, "20000", STACK)));
    }
}
