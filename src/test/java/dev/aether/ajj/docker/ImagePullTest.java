package dev.aether.ajj.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.aether.ajj.docker.engine.Engine;
import dev.aether.ajj.docker.engine.EngineAddress;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.config.SubnetRange;
import dev.aether.ajj.testing.Declarations;
import dev.aether.ajj.testing.Traces;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The progress of a pull, with an engine that has no image until it was pulled. */
class ImagePullTest {
    private final Traces traces = new Traces();
    private HttpServer server;
    private DockerBackend backend;
    private String events = "";
    private boolean pulled;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        String address = "tcp://127.0.0.1:" + server.getAddress().getPort();
        Engine engine = new Engine(EngineAddress.find(Optional.of(address), Map.of()), traces);
        backend = new DockerBackend(engine, SubnetRange.DEFAULT, traces);
    }

    @AfterEach
    void stop() {
        backend.close();
        server.stop(0);
    }

    @Test
    void reportsProgress() {
        events = """
                {"status":"Pulling from library/db","id":"1"}
                {"status":"Pulling fs layer","progressDetail":{},"id":"a"}
                {"status":"Downloading","progressDetail":{"current":500000,"total":1500000},"id":"a"}
                {"status":"Downloading","progressDetail":{"current":500000,"total":1500000},"id":"a"}
                {"status":"Download complete","progressDetail":{},"id":"a"}
                {"status":"Pull complete","progressDetail":{},"id":"a"}
                """;

        backend.fetchImage(Declarations.service("db", List.of(), List.of()));

        assertThat(traces.updates)
                .containsExactly(
                        "db PULLING db:1",
                        "db PULLING db:1, 0 of 1 layer",
                        "db PULLING db:1, 500.0 kB of 1.5 MB, 0 of 1 layer",
                        "db PULLING db:1, 1.5 MB of 1.5 MB, 1 of 1 layer",
                        "db PULLED db:1, 1.5 MB");
    }

    @Test
    void aFailedPullIsReported() {
        events = """
                {"status":"Pulling from library/db","id":"1"}
                {"errorDetail":{"message":"manifest unknown"},"error":"manifest unknown"}
                """;

        Failure failure = catchThrowableOfType(
                Failure.class, () -> backend.fetchImage(Declarations.service("db", List.of(), List.of())));

        assertThat(failure).hasMessage("no image db:1 for the service db: manifest unknown");
        assertThat(traces.updates).containsExactly("db PULLING db:1", "db FAILED db:1 cannot be pulled");
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/images/create")) {
            pulled = true;
            respond(exchange, 200, events);
        } else if (path.startsWith("/images/") && !pulled) {
            respond(exchange, 404, "{\"message\": \"no such image\"}");
        } else {
            respond(exchange, 200, "{}");
        }
    }

    private static void respond(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
