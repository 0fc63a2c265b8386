package dev.aether.ajj.docker.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.exception.DockerException;
import dev.aether.ajj.docker.engine.Engine;
import dev.aether.ajj.docker.engine.EngineExchange;
import dev.aether.ajj.docker.engine.EngineName;
import dev.aether.ajj.error.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;

/** Finds the exit status before a restart in the engine's events. An inspection returns that of the current run. */
final class LastExit {
    static final int UNKNOWN = -1;

    private LastExit() {}

    /** Returns the status, or {@link #UNKNOWN}. */
    static int of(Engine engine, String containerId, ContainerState state) {
        try {
            // Both by the engine's clock, which may differ from this machine's.
            long ended = Instant.parse(String.valueOf(state.getFinishedAt())).getEpochSecond();
            long restarted = Instant.parse(String.valueOf(state.getStartedAt())).getEpochSecond();
            String filters = "{\"container\":[\"" + EngineName.check(containerId) + "\"],\"event\":[\"die\"]}";
            String path = "/events?since=" + (ended - 1) + "&until=" + (restarted + 1) + "&filters="
                    + URLEncoder.encode(filters, StandardCharsets.UTF_8);
            return new EngineExchange(engine)
                    .read("ask how " + EngineName.shortId(containerId) + " ended", path, LastExit::status);
        } catch (DateTimeException | DockerException | Failure unknown) {
            return UNKNOWN;
        }
    }

    private static int status(InputStream events) throws IOException {
        int status = UNKNOWN;
        try (MappingIterator<JsonNode> all =
                new ObjectMapper().readerFor(JsonNode.class).readValues(events)) {
            while (all.hasNextValue()) {
                JsonNode attributes = all.nextValue().path("Actor").path("Attributes");
                status = attributes.path("exitCode").asInt(status);
            }
        }
        return status;
    }
}
