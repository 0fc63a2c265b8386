package dev.aether.ajj.system.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aether.ajj.spi.machine.Probe.Answer;
import dev.aether.ajj.testing.FreePort;
import dev.aether.ajj.testing.NeedsDocker;
import dev.aether.ajj.testing.TestContainer;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NeedsDocker
class PostgresReadinessIT {
    private static final String HOST = "127.0.0.1";

    private final SocketProbe probe = new SocketProbe();
    private final int port = FreePort.find();

    private Answer ask(int containerPort) {
        return probe.tcp(HOST, port, containerPort, Map.of("POSTGRES_DB", "data"));
    }

    /** Probes continuously from the start, and returns the answers before the service was ready. */
    private Set<String> untilReady(int containerPort) {
        Set<String> seen = new ConcurrentSkipListSet<>();
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> {
                    Answer answer = ask(containerPort);
                    seen.add(answer.seen());
                    return answer.ready();
                });
        return seen;
    }

    @ParameterizedTest
    @ValueSource(strings = {"scram-sha-256", "trust"})
    void isReadyWhenARealConnectionSucceeds(String method) throws SQLException {
        try (var container = new TestContainer(
                "-e",
                "POSTGRES_PASSWORD=x",
                "-e",
                "POSTGRES_DB=data",
                "-e",
                "POSTGRES_HOST_AUTH_METHOD=" + method,
                "-p",
                HOST + ":" + port + ":5432",
                "postgres:15")) {
            assertThat(untilReady(5432)).contains("closes the connection at once");

            String address = "jdbc:postgresql://" + HOST + ":" + port + "/data?loginTimeout=10";
            try (var connection = DriverManager.getConnection(address, "postgres", "x")) {
                assertThat(connection.isValid(5)).isTrue();
            }
            assertThat(container.log()).doesNotContainPattern("(?i)unexpected|reset by peer|expected password|invalid");
        }
    }

    @Test
    void aPlainConnectionIsReadyOnlyWhenTheServerListens() throws SQLException {
        try (var _ = new TestContainer("-e", "POSTGRES_PASSWORD=x", "-p", HOST + ":" + port + ":5432", "postgres:15")) {
            assertThat(untilReady(80)).contains("closes the connection at once", "keeps the connection open");

            // It listens and answers in its own protocol, even if it is still starting.
            assertThat(ask(5432).seen()).doesNotContain("closes", "refused");
        }
    }

    @Test
    void redisBecomesReady() {
        try (var _ = new TestContainer("-p", HOST + ":" + port + ":6379", "redis:7")) {
            assertThat(untilReady(6379)).contains("PONG");
        }
    }
}
