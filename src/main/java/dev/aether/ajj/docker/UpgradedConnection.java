package dev.aether.ajj.docker;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.core.DockerClientConfig;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A request that makes its connection a plain stream in both directions. It has a connection of its own, because
 * docker-java's sockets cannot end one direction and keep the other: a command that reads its input to the end would wait
 * for ever.
 */
final class UpgradedConnection implements AutoCloseable {
    private static final int LONGEST_HEAD = 1 << 16;
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int OK = 200;

    private final EngineSocket socket;
    private final InputStream input;

    private UpgradedConnection(EngineSocket socket) throws IOException {
        this.socket = socket;
        this.input = new BufferedInputStream(socket.input());
    }

    /**
     * Posts a request, and returns when the engine has agreed. Nothing may be written before: the engine would lose it.
     *
     * @param path such as {@code /exec/8a7f/start}
     * @param json the body
     * @throws DockerException when the engine refuses
     */
    static UpgradedConnection open(DockerClientConfig config, String path, byte[] json) throws IOException {
        UpgradedConnection connection = new UpgradedConnection(EngineSocket.open(config));
        try {
            connection.request(config.getDockerHost(), path, json);
            connection.expectAgreement();
            return connection;
        } catch (IOException | RuntimeException refused) {
            connection.close();
            throw refused;
        }
    }

    private void request(URI engine, String path, byte[] json) throws IOException {
        boolean remote = engine.getHost() != null && !"unix".equals(engine.getScheme());
        String prefix = remote ? engine.getRawPath().replaceFirst("/$", "") : "";
        String head = "POST " + prefix + path + " HTTP/1.1\r\n"
                + "Host: " + (remote ? engine.getHost() : "localhost") + "\r\n"
                + "Content-Type: application/json\r\n"
                + "Content-Length: " + json.length + "\r\n"
                + "Connection: Upgrade\r\nUpgrade: tcp\r\n\r\n";
        OutputStream output = socket.output();
        output.write(head.getBytes(StandardCharsets.US_ASCII));
        output.write(json);
        output.flush();
    }

    private void expectAgreement() throws IOException {
        String head = readHead();
        String[] words = head.split("[ \r]", 3);
        int status = words.length > 1 && words[1].matches("\\d{3}") ? Integer.parseInt(words[1]) : 0;
        // Engines from before the upgrade was invented say 200 and mean the same.
        if (status != SWITCHING_PROTOCOLS && status != OK) {
            socket.endOutput();
            String body = new String(input.readNBytes(LONGEST_HEAD), StandardCharsets.UTF_8);
            throw new DockerException(body.isBlank() ? head : body, status);
        }
    }

    /** Status line and headers, up to the empty line. */
    private String readHead() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n", Math.max(0, head.length() - 4)) < 0) {
            int next = input.read();
            if (next < 0 || head.length() > LONGEST_HEAD) {
                throw new EOFException(
                        "the engine ended the connection" + (head.isEmpty() ? "" : ": " + firstLine(head)));
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static String firstLine(CharSequence head) {
        return head.toString().lines().findFirst().orElse("").toLowerCase(Locale.ROOT);
    }

    /** What the engine sends from now on. */
    InputStream input() {
        return input;
    }

    /** What the engine gets; nothing is kept back. */
    OutputStream output() throws IOException {
        return socket.output();
    }

    /** Nothing more is to come from us; what the engine sends can still be read. */
    void endOutput() throws IOException {
        socket.endOutput();
    }

    /** May be called from any thread: a read that waits fails. */
    @Override
    public void close() {
        socket.close();
    }
}
