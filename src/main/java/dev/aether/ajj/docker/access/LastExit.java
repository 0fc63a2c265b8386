package dev.aether.ajj.docker.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aether.ajj.docker.engine.Engine;
import dev.aether.ajj.docker.engine.EngineName;
import dev.aether.ajj.docker.http.EngineAnswer;
import dev.aether.ajj.docker.http.EngineRefusal;
import dev.aether.ajj.docker.http.EngineRequest;
import dev.aether.ajj.error.Failure;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;

/** Finds the exit status before a restart in the engine's events. An inspection returns that of the current run. */
final class LastExit {
    static final int UNKNOWN = -1;

    private LastExit() {}

    /** Returns the status, or {@link #UNKNOWN}. */
    static int of(Engine engine, String containerId, JsonNode state) {
        try {
            // Both by the engine's clock, which may differ from this machine's.
            long ended = Instant.parse(state.path("FinishedAt").asText()).getEpochSecond();
            long restarted = Instant.parse(state.path("StartedAt").asText()).getEpochSecond();
            String filters = "{\"container\":[\"" + EngineName.check(containerId) + "\"],\"event\":[\"die\"]}";
            String path = "/events?since=" + (ended - 1) + "&until=" + (restarted + 1) + "&filters="
                    + EngineRequest.encoded(filters);
            return engine.read(
                    "ask how " + EngineName.shortId(containerId) + " ended", EngineRequest.get(path), LastExit::status);
        } catch (DateTimeException | EngineRefusal | Failure unknown) {
            return UNKNOWN;
        }
    }

    private static int status(EngineAnswer events) throws IOException {
        int status = UNKNOWN;
        try (MappingIterator<JsonNode> all =
                new ObjectMapper().readerFor(JsonNode.class).readValues(events.body())) {
            while (all.hasNextValue()) {
                JsonNode attributes = all.nextValue().path("Actor").path("Attributes");
                status = attributes.path("exitCode").asInt(status);
            }
        }
        return status;
    }
}
