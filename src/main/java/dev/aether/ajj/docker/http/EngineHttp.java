package dev.aether.ajj.docker.http;

import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.transport.DockerHttpClient;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * docker-java's transport: HTTP/1.1 with one connection per request. Responses are limited, so that a hostile engine
 * cannot fill the memory: 64 KiB for headers and for errors, 64 MiB for an answer that is not a stream.
 */
public final class EngineHttp implements DockerHttpClient {
    private static final long LARGEST_ANSWER = 1L << 26;
    private static final long LARGEST_ERROR = 1L << 16;
    private static final int FIRST_SUCCESS = 200;
    private static final int FIRST_REDIRECTION = 300;
    /** Paths whose responses are streams. */
    private static final Pattern STREAMED =
            Pattern.compile("(/containers/[^/]+/(logs|attach)|/exec/[^/]+/start|/images/create|/events)(\\?.*)?");

    private final DockerClientConfig config;

    /** Connects to the engine of this configuration. */
    public EngineHttp(DockerClientConfig config) {
        this.config = config;
    }

    @Override
    public Response execute(Request request) {
        try {
            EngineSocket socket = EngineSocket.open(config);
            try {
                send(request, socket.output());
                InputStream input = new BufferedInputStream(socket.input());
                HttpHead head = HttpHead.read(input);
                return new Answer(head.status(), head.headers(), limited(request, head, input), socket);
            } catch (IOException | RuntimeException failed) {
                socket.close();
                throw failed;
            }
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        }
    }

    private void send(Request request, OutputStream output) throws IOException {
        byte[] body = body(request);
        Map<String, String> headers = new LinkedHashMap<>(request.headers());
        headers.put("Connection", "close");
        output.write(HttpHead.request(config.getDockerHost(), request.method(), request.path(), headers, body.length));
        output.write(body);
        output.flush();
    }

    private static byte[] body(Request request) throws IOException {
        byte[] bytes = request.bodyBytes();
        if (bytes != null) {
            return bytes;
        }
        InputStream stream = request.body();
        return stream == null ? new byte[0] : stream.readAllBytes();
    }

    private static InputStream limited(Request request, HttpHead head, InputStream input) throws IOException {
        InputStream body = HttpBody.of(head, input);
        if (head.status() < FIRST_SUCCESS || head.status() >= FIRST_REDIRECTION) {
            return HttpBody.cutAfter(LARGEST_ERROR, body);
        }
        return STREAMED.matcher(request.path()).matches() ? body : HttpBody.atMost(LARGEST_ANSWER, body);
    }

    /** Does nothing: each request closes its own connection. */
    @Override
    public void close() {}

    private record Answer(int status, Map<String, List<String>> headers, InputStream body, EngineSocket socket)
            implements Response {
        @Override
        public int getStatusCode() {
            return status;
        }

        @Override
        public Map<String, List<String>> getHeaders() {
            return headers;
        }

        @Override
        public InputStream getBody() {
            return body;
        }

        /** May be called from any thread. A pending read fails. */
        @Override
        public void close() {
            socket.close();
        }
    }
}
