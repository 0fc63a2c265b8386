package dev.aether.ajj.docker.http;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.core.DockerClientConfig;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A request that makes its connection a plain stream in both directions. It has a connection of its own, because
 * docker-java's sockets cannot end one direction and keep the other: a command that reads its input to the end would wait
 * for ever.
 */
public final class UpgradedConnection implements AutoCloseable {
    private static final int LARGEST_ERROR = 1 << 16;
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int OK = 200;
    private static final Map<String, String> UPGRADE =
            Map.of("Content-Type", "application/json", "Connection", "Upgrade", "Upgrade", "tcp");

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
    public static UpgradedConnection open(DockerClientConfig config, String path, byte[] json) throws IOException {
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
        OutputStream output = socket.output();
        output.write(HttpHead.request(engine, "POST", path, UPGRADE, json.length));
        output.write(json);
        output.flush();
    }

    private void expectAgreement() throws IOException {
        HttpHead head = HttpHead.read(input);
        // Engines from before the upgrade was invented say 200 and mean the same.
        if (head.status() != SWITCHING_PROTOCOLS && head.status() != OK) {
            socket.endOutput();
            String body = new String(
                    HttpBody.cutAfter(LARGEST_ERROR, HttpBody.of(head, input)).readAllBytes(), StandardCharsets.UTF_8);
            throw new DockerException(body.isBlank() ? head.line() : body, head.status());
        }
    }

    /** What the engine sends from now on. */
    public InputStream input() {
        return input;
    }

    /** What the engine gets; nothing is kept back. */
    public OutputStream output() throws IOException {
        return socket.output();
    }

    /** Nothing more is to come from us; what the engine sends can still be read. */
    public void endOutput() throws IOException {
        socket.endOutput();
    }

    /** May be called from any thread: a read that waits fails. */
    @Override
    public void close() {
        socket.close();
    }
}
