package dev.aether.ajj.system.probe;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.spi.machine.Probe.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SocketProbeTest {
    private static final String HOST = "127.0.0.1";

    /** PostgreSQL's "authentication is done". */
    private static final byte[] LET_IN = {'R', 0, 0, 0, 8, 0, 0, 0, 0};

    private final SocketProbe probe = new SocketProbe();
    private final ServerSocket server;
    private final CompletableFuture<String> heard = new CompletableFuture<>();

    SocketProbeTest() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    /** Accepts one connection, optionally reads first, answers and closes. */
    private void answering(boolean listenFirst, String answer) {
        Thread.startVirtualThread(() -> {
            try (Socket socket = server.accept()) {
                if (listenFirst) {
                    byte[] bytes = new byte[1000];
                    int length = socket.getInputStream().read(bytes);
                    heard.complete(new String(bytes, 0, length, ISO_8859_1));
                }
                socket.getOutputStream().write(answer.getBytes(ISO_8859_1));
            } catch (IOException failed) {
                heard.completeExceptionally(failed);
            }
        });
    }

    private Answer tcp(int containerPort) {
        return probe.tcp(HOST, server.getLocalPort(), containerPort, Map.of("POSTGRES_USER", "ann"));
    }

    @Test
    void aClosedPort() throws IOException {
        // Bound, so that no other program uses the port meanwhile.
        try (Socket bound = new Socket()) {
            bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            assertThat(probe.tcp(HOST, bound.getLocalPort(), 80, Map.of()))
                    .isEqualTo(new Answer(false, "connection refused"));
        }
    }

    @Test
    void aProxyWithoutAService() {
        answering(false, "");
        assertThat(tcp(80)).isEqualTo(new Answer(false, "closes the connection at once"));
    }

    @Test
    void aServiceThatWaitsForARequest() {
        assertThat(tcp(80)).isEqualTo(new Answer(true, "keeps the connection open"));
    }

    @ParameterizedTest
    @ValueSource(ints = {6379, 5432})
    void aServiceThatNeverEndsItsAnswer(int containerPort) {
        SocketProbe impatient = new SocketProbe(Duration.ofMillis(500));
        Thread.startVirtualThread(() -> {
            try (Socket socket = server.accept()) {
                while (true) {
                    socket.getOutputStream().write(containerPort == 6379 ? "+".getBytes(ISO_8859_1) : LET_IN);
                    LockSupport.parkNanos(100_000_000);
                }
            } catch (IOException closed) {
                heard.complete("closed");
            }
        });
        assertThat(impatient.tcp(HOST, server.getLocalPort(), containerPort, Map.of("POSTGRES_USER", "ann")))
                .isEqualTo(
                        containerPort == 6379
                                ? new Answer(false, "does not answer in time")
                                : new Answer(true, "accepts connections"));
        assertThat(heard).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void aServiceThatSpeaksFirst() {
        answering(false, "220 mail\r\n");
        assertThat(tcp(25)).isEqualTo(new Answer(true, "speaks first"));
    }

    @ParameterizedTest
    @CsvSource({
        "+PONG, true, PONG",
        "-NOAUTH Authentication required., true, NOAUTH Authentication required.",
        "-LOADING Redis is loading the dataset in memory, false, LOADING Redis is loading the dataset in memory",
        "'', false, closes the connection at once"
    })
    void redis(String line, boolean ready, String seen) {
        answering(true, line.isEmpty() ? "" : line + "\r\n");

        assertThat(tcp(6379)).isEqualTo(new Answer(ready, seen));
        assertThat(heard.join()).isEqualTo("PING\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "57P03, the database system is starting up, false",
        "57P01, terminating connection, false",
        "28P01, password authentication failed, true",
        "3D000, database does not exist, true"
    })
    void postgresRefuses(String state, String message, boolean ready) {
        answering(true, postgres('E', "SFATAL\0C" + state + "\0M" + message + "\0\0"));

        assertThat(tcp(5432)).isEqualTo(new Answer(ready, message + " (" + state + ")"));
        assertThat(heard.join()).endsWith("user\0ann\0database\0ann\0application_name\0ajj\0\0");
    }

    @Test
    void postgresAsksForAPassword() {
        answering(true, postgres('R', "\0\0\0\nSCRAM-SHA-256\0\0"));
        assertThat(tcp(5432)).isEqualTo(new Answer(true, "accepts connections"));
    }

    @Test
    void postgresWithoutAPassword() {
        answering(true, postgres('R', "\0\0\0\0") + postgres('Z', "I"));
        assertThat(tcp(5432)).isEqualTo(new Answer(true, "accepts connections"));
    }

    @Test
    void anotherProtocolOnThePortOfPostgres() {
        answering(true, "HTTP/1.1 400 Bad Request\r\n\r\n");
        assertThat(tcp(5432)).isEqualTo(new Answer(false, "answers, but not as PostgreSQL does"));
    }

    private static String postgres(char type, String body) {
        return "" + type + "\0\0\0" + (char) (body.length() + 4) + body;
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1 200 OK, true, HTTP status 200",
        "HTTP/1.0 302 Found, true, HTTP status 302",
        "HTTP/1.1 503, false, HTTP status 503",
        "SSH-2.0-x, false, 'answers, but not in HTTP'",
        "'', false, closes the connection at once"
    })
    void http(String line, boolean ready, String seen) {
        answering(true, line.isEmpty() ? "" : line + "\r\n\r\n");

        assertThat(probe.http(HOST, server.getLocalPort(), "/healthz?x=1")).isEqualTo(new Answer(ready, seen));
        assertThat(heard.join()).startsWith("GET /healthz?x=1 HTTP/1.1\r\nHost: 127.0.0.1:" + server.getLocalPort());
    }
}
