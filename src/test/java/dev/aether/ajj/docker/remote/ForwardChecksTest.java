package dev.aether.ajj.docker.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.model.workspace.WorkspaceId;
import dev.aether.ajj.spi.backend.Stack;
import dev.aether.ajj.spi.forward.Forward;
import dev.aether.ajj.spi.forward.ForwardReport;
import dev.aether.ajj.spi.report.Check;
import dev.aether.ajj.spi.report.Finding;
import dev.aether.ajj.spi.report.Finding.Status;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForwardChecksTest {
    private static final String ADDRESS = "ssh://build";
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Stack STACK =
            new Stack(new WorkspaceId("0123456789abcdef", "one", Path.of("/repo")), Path.of("/repo/one"), "aether-one");

    private final FakeForwards forwards = new FakeForwards();

    private Finding finding() {
        Check check = new ForwardChecks(ADDRESS, forwards).check();
        assertThat(check.name()).isEqualTo("forwards");
        assertThat(check.onTimeout().hints()).isNotEmpty();
        List<Finding> found = check.findings().get();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private void use(int... ports) {
        for (int port : ports) {
            forwards.forwards.add(new Forward(STACK, "db", ADDRESS, "E1", port));
        }
        forwards.forwards.add(new Forward(STACK, "db", "ssh://other", "E2", 1));
    }

    private void report(ForwardReport.Host... hosts) {
        forwards.report = Optional.of(new ForwardReport(4711, NOW, Path.of("/s/forwards.log"), List.of(hosts)));
    }

    private static ForwardReport.Host host(boolean connected, String reason, Map<Integer, String> ports) {
        return new ForwardReport.Host(ADDRESS, "E1", connected, reason, NOW, 2, ports);
    }

    @Test
    void withoutForwardsNoProcessIsNeeded() {
        use();
        assertThat(finding()).isEqualTo(Finding.ok("forwards", "no ports of ssh://build are forwarded"));
    }

    @Test
    void aMissingProcessIsReported() {
        use(20000);
        Finding finding = finding();
        assertThat(finding.status()).isEqualTo(Status.WARNING);
        assertThat(finding.message()).isEqualTo("no process forwards the 1 port of ssh://build that workspaces use");
        assertThat(finding.hints()).containsExactly("restart it: ajj up");
        use(20001);
        assertThat(finding().message()).contains("the 2 ports of ssh://build");
    }

    @Test
    void aProcessMayForwardPortsOfOtherHosts() {
        report(new ForwardReport.Host("ssh://other", "E2", true, "", NOW, 0, Map.of(1, "")));
        Finding finding = finding();
        assertThat(finding.status()).isEqualTo(Status.OK);
        assertThat(finding.message()).isEqualTo("process 4711 forwards no ports of ssh://build");
        assertThat(finding.details()).containsEntry("pid", 4711L).containsEntry("log_file", "/s/forwards.log");
    }

    @Test
    void countsForwardedPorts() {
        report(host(true, "", Map.of(20000, "")));
        Finding finding = finding();
        assertThat(finding.status()).isEqualTo(Status.OK);
        assertThat(finding.message())
                .isEqualTo("process 4711 forwards 1 port of ssh://build, connected since 2026-01-02T03:04:05Z, log"
                        + " /s/forwards.log");
        assertThat(finding.details())
                .containsEntry("connected", true)
                .containsEntry("reconnects", 2)
                .containsEntry("ports", List.of("20000"))
                .containsEntry("since", "2026-01-02T03:04:05Z");
    }

    @Test
    void aLostConnectionIsReportedWithItsReason() {
        report(host(false, "", Map.of()));
        assertThat(finding().message()).isEqualTo("process 4711 cannot reach ssh://build");
        report(host(false, "no route to host", Map.of()));
        Finding finding = finding();
        assertThat(finding.status()).isEqualTo(Status.WARNING);
        assertThat(finding.message()).isEqualTo("process 4711 cannot reach ssh://build: no route to host");
        assertThat(finding.hints()).containsExactly("repair it: ajj up", "see its log: /s/forwards.log");
        assertThat(finding.details()).containsEntry("connected", false);
    }

    @Test
    void portsInUseAreReported() {
        report(host(true, "", Map.of(20000, "", 20001, "another program on this machine uses it")));
        Finding finding = finding();
        assertThat(finding.status()).isEqualTo(Status.WARNING);
        assertThat(finding.message()).isEqualTo("other programs on this machine use the forwarded ports [20001]");
    }
}
