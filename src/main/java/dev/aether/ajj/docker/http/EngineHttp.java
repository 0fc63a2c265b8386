package dev.aether.ajj.docker.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * HTTP/1.1 with one connection per request. Headers and errors are limited to 64 KiB, so that a hostile engine cannot
 * fill the memory.
 *
 * @param host such as {@code unix:///var/run/docker.sock}
 * @param certificates directory of ca.pem, cert.pem and key.pem; empty: no TLS
 */
public record EngineHttp(URI host, Optional<Path> certificates) {
    private static final int LARGEST_ERROR = 1 << 16;
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int FIRST_SUCCESS = 200;
    private static final int FIRST_REDIRECTION = 300;

    /**
     * Sends a request and reads the answer up to its body. Must be closed.
     *
     * @throws EngineRefusal when the answer has an error status
     */
    public EngineAnswer send(EngineRequest request) throws IOException {
        return exchange(request.with("Connection", "close"), false);
    }

    /**
     * Sends a request and returns the connection as a plain stream in both directions. Must be closed. The engine would
     * lose input that is sent before it has answered.
     *
     * @throws EngineRefusal when the answer has an error status
     */
    public EngineAnswer upgrade(EngineRequest request) throws IOException {
        return exchange(request.with("Connection", "Upgrade").with("Upgrade", "tcp"), true);
    }

    private EngineAnswer exchange(EngineRequest request, boolean upgrade) throws IOException {
        EngineSocket socket = EngineSocket.open(this);
        try {
            OutputStream output = socket.output();
            output.write(HttpHead.of(host, request));
            output.write(request.body());
            output.flush();
            InputStream input = new BufferedInputStream(socket.input());
            HttpHead head = HttpHead.read(input);
            boolean isSuccess = head.status() >= FIRST_SUCCESS && head.status() < FIRST_REDIRECTION;
            // Old engines answer 200 for an upgrade.
            boolean isStream = head.status() == FIRST_SUCCESS && head.length() < 0 && !head.isChunked();
            if (upgrade && (isStream || head.status() == SWITCHING_PROTOCOLS)) {
                return new EngineAnswer(socket, input);
            }
            if (upgrade && isSuccess) {
                throw new IOException("its answer does not upgrade the connection, which a proxy may prevent");
            }
            InputStream body = HttpBody.of(head, input);
            if (isSuccess) {
                return new EngineAnswer(socket, body);
            }
            throw new EngineRefusal(head.status(), new String(body.readNBytes(LARGEST_ERROR), StandardCharsets.UTF_8));
        } catch (IOException | RuntimeException failed) {
            socket.close();
            throw failed;
        }
    }
}
