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
 * A connection that has become a plain stream in both directions. It does not use docker-java's sockets, which cannot
 * be half-closed: a command that reads its input to the end would wait for ever.
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
     * Posts a request and waits for the upgrade. The engine would lose earlier input.
     *
     * @param path such as {@code /exec/8a7f/start}
     * @throws DockerException when the engine refuses the request
     */
    public static UpgradedConnection open(DockerClientConfig config, String path, byte[] json) throws IOException {
        UpgradedConnection connection = new UpgradedConnection(EngineSocket.open(config));
        try {
            connection.request(config.getDockerHost(), path, json);
            connection.expectUpgrade();
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

    private void expectUpgrade() throws IOException {
        HttpHead head = HttpHead.read(input);
        // Old engines answer 200 for an upgrade.
        if (head.status() != SWITCHING_PROTOCOLS && head.status() != OK) {
            socket.endOutput();
            String body = new String(
                    HttpBody.cutAfter(LARGEST_ERROR, HttpBody.of(head, input)).readAllBytes(), StandardCharsets.UTF_8);
            throw new DockerException(body.isBlank() ? head.line() : body, head.status());
        }
    }

    /** Returns the stream from the engine. */
    public InputStream input() {
        return input;
    }

    /** Returns the unbuffered stream to the engine. */
    public OutputStream output() throws IOException {
        return socket.output();
    }

    /** Closes the output. Input can still be read. */
    public void endOutput() throws IOException {
        socket.endOutput();
    }

    /** May be called from any thread. A pending read fails. */
    @Override
    public void close() {
        socket.close();
    }
}
