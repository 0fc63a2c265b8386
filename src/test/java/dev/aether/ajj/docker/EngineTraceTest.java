package dev.aether.ajj.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.aether.ajj.docker.engine.Engine;
import dev.aether.ajj.docker.engine.EngineAddress;
import dev.aether.ajj.model.config.SubnetRange;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.workspace.WorkspaceId;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.backend.Stack;
import dev.aether.ajj.testing.Declarations;
import dev.aether.ajj.testing.Traces;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code --verbose} shows every request without secrets. The fake engine answers all requests. */
class EngineTraceTest {
    private static final Path ROOT = Path.of("/work/shop");
    private static final Stack STACK = new Stack(new WorkspaceId("1111", "mine", ROOT), ROOT, "aether-1111-mine");

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Traces traces = new Traces();
    private HttpServer server;
    private Backend backend;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        String address = "tcp://me:hunter2@127.0.0.1:" + server.getAddress().getPort();
        Engine engine = new Engine(EngineAddress.find(Optional.of(address), Map.of()), traces);
        backend = new DockerBackend(engine, SubnetRange.DEFAULT, traces);
    }

    @AfterEach
    void stop() {
        backend.close();
        server.stop(0);
    }

    private static final Backend.Instance CONTAINER = new Backend.Instance("db", "c1");

    @Test
    void everyRequestIsTracedWithoutSecrets() throws Backend.PortTaken {
        ServiceSpec service =
                Declarations.withVolume(Declarations.service("db", List.of(Declarations.tcp(5432)), List.of()), "data");
        assertThat(backend.location().address()).isEqualTo(backend.address());
        backend.fetchImage(service);
        backend.createNetworkAndVolumes(STACK, List.of(service));
        backend.create(STACK, service, new LinkedHashMap<>(Map.of("5432", 20000)), "hash");
        backend.restart(service, "c1");
        backend.access(CONTAINER).state();
        backend.access(CONTAINER).execute(List.of("check", "--password=hunter2"), Duration.ofSeconds(5));
        backend.access(CONTAINER).lastLines(10);
        backend.observe("1111");
        backend.services(new Backend.Scope.All());
        backend.resources();
        backend.remove(STACK, new Backend.Part.Service("db"));
        backend.remove(STACK, new Backend.Part.KeepVolumes());
        backend.remove(STACK, new Backend.Part.Everything());

        assertThat(traces.calls).hasSameSizeAs(requests).allMatch(call -> call.startsWith("engine: "));
        assertThat(traces.calls).noneMatch(call -> call.contains("hunter2"));
        assertThat(traces.calls)
                .contains(
                        "engine: info",
                        "engine: create network aether-1111-mine",
                        "engine: create container aether-1111-mine-db",
                        "engine: find volume aether-1111-mine-data (refused)",
                        "engine: run check in c1");
        assertThat(traces.calls).first().asString().matches("engine: connect to tcp://me:\\*{6}@127.0.0.1:\\d+ .*");
    }

    @Test
    void failedRequestsAreTracedToo() {
        server.stop(0);

        assertThat(catchThrowable(backend::resources)).isNotNull();

        assertThat(traces.calls).last().isEqualTo("engine: list all containers (failed)");
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        requests.add(exchange.getRequestMethod() + " " + path);
        exchange.getRequestBody().readAllBytes();
        switch (exchange.getRequestMethod()) {
            case "DELETE" -> respond(exchange, 204, "");
            case "POST" -> respond(exchange, path.endsWith("/start") ? 204 : 201, "{\"Id\": \"c1\"}");
            default -> get(exchange, path);
        }
    }

    private static void get(HttpExchange exchange, String path) throws IOException {
        switch (path) {
            case "/containers/json", "/networks", "/images/json" -> respond(exchange, 200, "[]");
            case "/volumes" -> respond(exchange, 200, "{\"Volumes\": []}");
            case "/volumes/aether-1111-mine-data" -> respond(exchange, 404, "{\"message\": \"no such volume\"}");
            case "/containers/c1/json" -> respond(exchange, 200, "{\"State\": {\"Running\": true}}");
            default -> respond(exchange, 200, "{}");
        }
    }

    private static void respond(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 || status == 204 ? -1 : bytes.length);
        if (status != 204) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }
}
