package dev.aether.ajj.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.testing.Declarations;
import dev.aether.ajj.testing.Traces;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The progress of a pull, with an engine that has no image until it was pulled. */
class ImagePullTest {
    private final Traces traces = new Traces();
    private final StubEngine stub = StubEngine.answering(this::answer);
    private final DockerBackend backend = Engines.backend(stub.address(), traces);
    private String events = "";
    private boolean pulled;

    @AfterEach
    void stop() {
        backend.close();
        stub.close();
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

        assertThat(failure).hasMessage("no image db:1 for the service db: its registry does not have it");
        assertThat(failure.first().details()).containsEntry("reason", "manifest unknown");
        assertThat(traces.updates).containsExactly("db PULLING db:1", "db FAILED db:1 cannot be pulled");
    }

    private String answer(String request) {
        if (request.startsWith("POST /images/create?")) {
            pulled = true;
            return StubEngine.json(events);
        }
        return request.startsWith("GET /images/") && !pulled
                ? StubEngine.response("404 Not Found", "{\"message\": \"no such image\"}")
                : StubEngine.json("{}");
    }
}
