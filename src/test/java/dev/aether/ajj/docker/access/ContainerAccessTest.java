package dev.aether.ajj.docker.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aether.ajj.docker.Engines;
import dev.aether.ajj.docker.StubEngine;
import dev.aether.ajj.docker.engine.Engine;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.spi.backend.Backend.Instance;
import dev.aether.ajj.spi.backend.Backend.Vitals;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers about containers that come late, in part, or not at all. */
@Timeout(60)
class ContainerAccessTest {
    private static final Instance CONTAINER = new Instance("db", "c1");
    private static final String RUNNING =
            "{\"State\": {\"Running\": true, \"StartedAt\": \"2030-01-01T00:00:01Z\"}, \"RestartCount\": 2}";

    @Test
    void aCommandWithoutAnyAnswerEnds() {
        StubEngine.Reply reply = (request, output) -> {
            if (request.endsWith("/start")) {
                StubEngine.SILENCE.send(request, output);
            }
            output.write(StubEngine.json("{\"Id\": \"e1\"}").getBytes(StandardCharsets.UTF_8));
        };
        Engine.Limits limits = new Engine.Limits(Duration.ofSeconds(20), Duration.ofSeconds(2));
        try (StubEngine stub = new StubEngine(reply);
                Engine engine = Engines.at(stub.address(), limits)) {
            ContainerAccess access = new ContainerAccess(engine, CONTAINER);
            assertThatThrownBy(() -> access.execute(List.of("check"), Duration.ofMillis(100)))
                    .isInstanceOf(Failure.class)
                    .hasMessageEndingWith("has not answered within 2.1 s: run check in c1");
        }
    }

    @Test
    void theLinesOfALogThatDoesNotEndAreReturned() {
        StubEngine.Reply reply = (request, output) -> {
            if (request.contains("/logs")) {
                output.write("HTTP/1.1 200 OK\r\n\r\n2030-01-01T00:00:01Z hello\n".getBytes(StandardCharsets.UTF_8));
                StubEngine.SILENCE.send(request, output);
            }
            output.write(StubEngine.json("[]").getBytes(StandardCharsets.UTF_8));
        };
        try (StubEngine stub = new StubEngine(reply);
                Engine engine = Engines.at(stub.address())) {
            assertThat(EngineLog.lastLines(engine, CONTAINER, 5, Duration.ofSeconds(1)))
                    .containsExactly("hello");
            assertThat(engine.list("list", "/networks")).as("later calls").isEmpty();
        }
    }

    @Test
    void vitalsWithoutMemory() {
        try (StubEngine stub =
                        StubEngine.answering(request -> StubEngine.json(request.contains("/stats") ? "" : RUNNING));
                Engine engine = Engines.at(stub.address())) {
            assertThat(new ContainerAccess(engine, CONTAINER).vitals(true))
                    .contains(new Vitals(Instant.parse("2030-01-01T00:00:01Z"), 2, OptionalLong.empty()));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            409 Conflict | {"message": "it is being removed"}
            200 OK       | {"State": {"Running": true, "StartedAt": ""}}
            """)
    void vitalsMayBeUnknown(String status, String body) {
        try (StubEngine stub = StubEngine.answering(_ -> StubEngine.response(status, body));
                Engine engine = Engines.at(stub.address())) {
            assertThat(new ContainerAccess(engine, CONTAINER).vitals(true)).isEmpty();
        }
    }
}
