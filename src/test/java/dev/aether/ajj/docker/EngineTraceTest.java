package dev.aether.ajj.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.workspace.WorkspaceId;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.backend.Stack;
import dev.aether.ajj.testing.Declarations;
import dev.aether.ajj.testing.Traces;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code --verbose} shows every request without secrets. The fake engine answers all requests. */
class EngineTraceTest {
    private static final Path ROOT = Path.of("/work/shop");
    private static final Stack STACK = new Stack(new WorkspaceId("1111", "mine", ROOT), ROOT, "aether-1111-mine");

    private final Traces traces = new Traces();
    private final StubEngine stub = StubEngine.answering(EngineTraceTest::answer);
    private final Backend backend = Engines.backend(stub.address("me:hunter2@"), traces);

    @AfterEach
    void stop() {
        backend.close();
        stub.close();
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
        backend.services();
        backend.resources();
        backend.remove(STACK, new Backend.Part.Service("db"));
        backend.remove(STACK, new Backend.Part.KeepVolumes());
        backend.remove(STACK, new Backend.Part.Everything());

        assertThat(traces.calls).hasSameSizeAs(stub.requests).allMatch(call -> call.startsWith("engine: "));
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
        stub.close();

        assertThat(catchThrowable(backend::resources)).isNotNull();

        assertThat(traces.calls).contains("engine: list all containers (failed)");
    }

    private static String answer(String request) {
        String path = StubEngine.path(request);
        return switch (request.split(" ", 2)[0]) {
            case "DELETE" -> StubEngine.response("204 No Content", "");
            case "POST" ->
                path.endsWith("/start")
                        ? StubEngine.response("204 No Content", "")
                        : StubEngine.response("201 Created", "{\"Id\": \"c1\"}");
            default ->
                switch (path) {
                    case "/containers/json", "/networks", "/images/json" -> StubEngine.json("[]");
                    case "/volumes" -> StubEngine.json("{\"Volumes\": []}");
                    case "/volumes/aether-1111-mine-data" ->
                        StubEngine.response("404 Not Found", "{\"message\": \"no such volume\"}");
                    case "/containers/c1/json" -> StubEngine.json("{\"State\": {\"Running\": true}}");
                    default -> StubEngine.json("{}");
                };
        };
    }
}
