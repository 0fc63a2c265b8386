package dev.aether.ajj.docker.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.aether.ajj.testing.Shell;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Half-closed streams over each kind of connection. */
class EngineHttpTest {
    private static final String AGREED = "HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n";
    private static final String AGREED_BY_OLD_ENGINES =
            "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.docker.raw-stream\r\n\r\n";
    private static final byte[] BODY = "{\"Detach\":false}".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path directory;

    @Test
    void onAUnixSocket() throws Exception {
        Path socket = directory.resolve("engine.sock");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            Thread.ofVirtual().start(() -> {
                try (SocketChannel client = server.accept()) {
                    serve(Channels.newInputStream(client), Channels.newOutputStream(client), AGREED);
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            assertThat(converse(config("unix://" + socket))).isEqualTo("POST /exec/1/start HTTP/1.1 and through");
        }
    }

    @Test
    void onTcp() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            serve(server, AGREED);
            assertThat(converse(config("tcp://127.0.0.1:" + server.getLocalPort() + "/prefix/")))
                    .isEqualTo("POST /prefix/exec/1/start HTTP/1.1 and through");
        }
    }

    @Test
    void onTcpWithTls() throws Exception {
        SSLContext context = context("ip:127.0.0.1");
        try (ServerSocket server =
                context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ((SSLServerSocket) server).setNeedClientAuth(true);
            serve(server, AGREED);
            assertThat(converse(new EngineHttp(address(server), Optional.of(directory))))
                    .isEqualTo("POST /exec/1/start HTTP/1.1 and through");
        }
    }

    @Test
    void aCertificateOfAnotherHostIsRefused() throws Exception {
        SSLContext context = context("dns:elsewhere.example");
        try (ServerSocket server =
                context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            serve(server, AGREED);
            assertThatThrownBy(() -> converse(new EngineHttp(address(server), Optional.of(directory))))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void aRefusalHasTheEnginesMessage() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String body = "{\"message\":\"Container x is not running\"}";
            serve(server, "HTTP/1.1 409 Conflict\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
            assertThatThrownBy(() -> converse(new EngineHttp(address(server), Optional.empty())))
                    .isInstanceOfSatisfying(EngineRefusal.class, refused -> {
                        assertThat(refused.isConflict()).isTrue();
                        assertThat(refused.reason()).isEqualTo("Container x is not running");
                    });
        }
    }

    /** A proxy may answer without the upgrade. */
    @ParameterizedTest
    @ValueSource(strings = {"200 OK\r\nContent-Length: 0", "200 OK\r\nTransfer-Encoding: chunked", "204 No Content"})
    void anAnswerWithoutUpgradeIsRefused(String answer) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            serve(server, "HTTP/1.1 " + answer + "\r\n\r\n");
            assertThatThrownBy(() -> converse(new EngineHttp(address(server), Optional.empty())))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("does not upgrade the connection");
        }
    }

    @Test
    void oldEnginesUpgradeWithoutSwitchingProtocols() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            serve(server, AGREED_BY_OLD_ENGINES);
            assertThat(converse(config("tcp://127.0.0.1:" + server.getLocalPort())))
                    .isEqualTo("POST /exec/1/start HTTP/1.1 and through");
        }
    }

    @Test
    void aClosedConnection() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            serve(server, "");
            assertThatThrownBy(() -> converse(new EngineHttp(address(server), Optional.empty())))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("closed the connection");
        }
    }

    /** Sends "through", closes the output, and reads the answer. */
    private static String converse(EngineHttp engine) throws IOException {
        EngineRequest request = EngineRequest.post(
                "/exec/1/start", JsonNodeFactory.instance.objectNode().put("Detach", false));
        try (EngineAnswer connection = engine.upgrade(request)) {
            connection.output().write("through".getBytes(StandardCharsets.US_ASCII));
            connection.endOutput();
            return new String(connection.body().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static EngineHttp config(String host) {
        return new EngineHttp(URI.create(host), Optional.empty());
    }

    private static URI address(ServerSocket server) {
        return URI.create("tcp://127.0.0.1:" + server.getLocalPort());
    }

    private static void serve(ServerSocket server, String head) {
        Thread.ofPlatform().daemon().start(() -> {
            try (Socket client = server.accept()) {
                serve(client.getInputStream(), client.getOutputStream(), head);
            } catch (IOException e) {
                // The client has closed the connection, as its test intends.
            }
        });
    }

    /** Answers only after the end of the input, as {@code sort} does. */
    private static void serve(InputStream input, OutputStream output, String head) throws IOException {
        StringBuilder request = new StringBuilder();
        while (request.indexOf("\r\n\r\n") < 0) {
            request.append((char) input.read());
        }
        byte[] body = input.readNBytes(BODY.length);
        assertThat(body).isEqualTo(BODY);
        output.write(head.getBytes(StandardCharsets.US_ASCII));
        output.flush();
        if (head.equals(AGREED) || head.equals(AGREED_BY_OLD_ENGINES)) {
            String heard = new String(input.readAllBytes(), StandardCharsets.US_ASCII);
            String first = request.toString().lines().findFirst().orElseThrow();
            output.write((first + " and " + heard).getBytes(StandardCharsets.US_ASCII));
            output.flush();
        }
    }

    /** A certificate for a host, which is also written to the directory as docker keeps it. It is its own authority. */
    private SSLContext context(String name) throws Exception {
        Path file = directory.resolve("keys.p12");
        String password = "changeit";
        Shell.succeed(
                Map.of(),
                List.of(
                        Path.of(System.getProperty("java.home"), "bin/keytool").toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "engine",
                        "-dname",
                        "CN=engine",
                        "-ext",
                        "san=" + name,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        password));
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream stream = Files.newInputStream(file)) {
            keys.load(stream, password.toCharArray());
        }
        Key key = keys.getKey("engine", password.toCharArray());
        String certificate = pem("CERTIFICATE", keys.getCertificate("engine").getEncoded());
        Files.writeString(directory.resolve("ca.pem"), certificate);
        // No chain in strict order, which docker accepts.
        Files.writeString(directory.resolve("cert.pem"), certificate + certificate);
        Files.writeString(directory.resolve("key.pem"), pem("PRIVATE KEY", key.getEncoded()));
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, password.toCharArray());
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keys);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }

    private static String pem(String kind, byte[] der) {
        return "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + kind
                + "-----\n";
    }
}
