package dev.aether.ajj.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aether.ajj.forward.ForwardMessage.Request;
import dev.aether.ajj.spi.forward.ForwardReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ForwardMessageTest {
    private static final ForwardProcess.Target ENGINE = new ForwardProcess.Target("ssh://build", "E1");
    private static final Map<String, String> NEEDED =
            Map.of("PATH", "/bin:/usr/bin", "SSH_AUTH_SOCK", "/tmp/a \"b\"\n/agent", "SSH_AGENT_PID", "4711");

    @Test
    void aRequestIsReadAsItWasWritten() throws IOException {
        for (Request request : List.of(
                Request.report(),
                Request.apply(1234, ENGINE, NEEDED),
                Request.apply(0, ForwardProcess.Target.NONE, Map.of()))) {
            assertThat(request.line()).doesNotContain("\n");
            assertThat(Request.read(request.line())).isEqualTo(request);
        }
        assertThat(Request.report().apply()).isFalse();
    }

    /** Other variables may be secret, and all commands of the user share the background process. */
    @Test
    void onlyVariablesForSshAreSent() throws IOException {
        Map<String, String> all = new TreeMap<>(NEEDED);
        all.putAll(Map.of("API_TOKEN", "hunter2", "HOME", "/home/dev", "LD_PRELOAD", "/x.so", "SSH_ASKPASS", "/ask"));
        Request request = Request.apply(1, ENGINE, all);
        assertThat(request.environment()).isEqualTo(NEEDED);
        assertThat(request.line()).doesNotContain("hunter2", "TOKEN", "HOME", "PRELOAD", "ASKPASS");

        String more = request.line().replace("\"PATH\"", "\"LD_PRELOAD\":\"/x.so\",\"PATH\"");
        assertThat(more).contains("LD_PRELOAD");
        assertThat(Request.read(more).environment()).isEqualTo(NEEDED);
    }

    @Test
    void aReportIsReadAsItWasWritten() throws IOException {
        Instant now = Instant.parse("2026-01-02T03:04:05.678Z");
        ForwardReport report = new ForwardReport(
                4711,
                now,
                Path.of("/state/forwards.log"),
                List.of(
                        new ForwardReport.Host(
                                "ssh://build",
                                "E1",
                                true,
                                "",
                                now,
                                2,
                                Map.of(20000, "", 20001, "another \"program\"\n")),
                        new ForwardReport.Host("ssh://other", "", false, "no route", now, 0, Map.of())));
        String line = ForwardMessage.line(report);
        assertThat(line).doesNotContain("\n");
        assertThat(ForwardMessage.report(line)).isEqualTo(report);
        assertThat(report.host("ssh://other", "")).contains(report.hosts().getLast());
        assertThat(report.host("ssh://build", "E2")).isEmpty();
        assertThat(report.hosts("ssh://build")).hasSize(1);
    }

    @Test
    void anythingElseIsAnError() {
        for (String line : List.of("{", "GET / HTTP/1.1", "\u0000")) {
            assertThatThrownBy(() -> Request.read(line)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> ForwardMessage.report(line)).isInstanceOf(IOException.class);
        }
    }
}
