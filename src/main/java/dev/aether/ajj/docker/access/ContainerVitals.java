package dev.aether.ajj.docker.access;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aether.ajj.docker.engine.Engine;
import dev.aether.ajj.docker.engine.EngineName;
import dev.aether.ajj.docker.http.EngineRefusal;
import dev.aether.ajj.spi.backend.Backend.Vitals;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads a container's start time, restarts and memory. */
final class ContainerVitals {

    private ContainerVitals() {}

    /** See {@link dev.aether.ajj.spi.backend.ServiceAccess#vitals}. */
    static Optional<Vitals> of(Engine engine, String containerId, boolean memory) {
        String id = EngineName.shortId(containerId);
        try {
            JsonNode container = engine.get("inspect " + id, "/containers/" + containerId + "/json");
            JsonNode state = container.path("State");
            if (!state.path("Running").asBoolean()) {
                return Optional.empty();
            }
            return Optional.of(new Vitals(
                    Instant.parse(state.path("StartedAt").asText()),
                    container.path("RestartCount").asInt(),
                    memory ? memory(engine, containerId) : OptionalLong.empty()));
        } catch (EngineRefusal | DateTimeException gone) {
            return Optional.empty();
        }
    }

    /** Uses {@code one-shot}: otherwise the engine measures the CPU for one to two seconds. */
    private static OptionalLong memory(Engine engine, String containerId) {
        String path = "/containers/" + containerId + "/stats?stream=false&one-shot=true";
        try {
            return inUse(engine.get("ask for the memory of " + EngineName.shortId(containerId), path)
                    .path("memory_stats"));
        } catch (EngineRefusal unknown) {
            return OptionalLong.empty();
        }
    }

    /** Excludes inactive file cache, which the kernel can reclaim, as {@code docker stats} does. */
    private static OptionalLong inUse(JsonNode memory) {
        if (!memory.has("usage")) {
            return OptionalLong.empty();
        }
        JsonNode stats = memory.path("stats");
        long inactive = stats.path("total_inactive_file")
                .asLong(stats.path("inactive_file").asLong());
        long usage = memory.path("usage").asLong();
        return OptionalLong.of(inactive < usage ? usage - inactive : usage);
    }
}
