package dev.aether.ajj.docker.access;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aether.ajj.docker.engine.Engine;
import dev.aether.ajj.docker.engine.EngineName;
import dev.aether.ajj.docker.http.EngineRefusal;
import dev.aether.ajj.docker.http.EngineRequest;
import dev.aether.ajj.spi.backend.Backend.CommandResult;
import dev.aether.ajj.spi.backend.Backend.ContainerState;
import dev.aether.ajj.spi.backend.Backend.Instance;
import dev.aether.ajj.spi.backend.Backend.Vitals;
import dev.aether.ajj.spi.backend.ContainerCommand;
import dev.aether.ajj.spi.backend.ContainerLog;
import dev.aether.ajj.spi.backend.ServiceAccess;
import dev.aether.ajj.spi.terminal.Console;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Access to one container of a Docker Engine.
 *
 * @param instance its container
 */
public record ContainerAccess(Engine engine, Instance instance) implements ServiceAccess {
    /** For the end of a log, which some log drivers send slowly. */
    private static final Duration LOG_TIMEOUT = Duration.ofSeconds(10);

    @Override
    public Optional<ContainerState> state() {
        return engine.guarded("inspect", () -> inspection().map(this::state));
    }

    private Optional<JsonNode> inspection() {
        return engine.find("inspect " + EngineName.shortId(instance.id()), "/containers/" + instance.id() + "/json");
    }

    private ContainerState state(JsonNode container) {
        JsonNode state = container.path("State");
        boolean running =
                state.path("Running").asBoolean() && !state.path("Restarting").asBoolean();
        int restarts = container.path("RestartCount").asInt();
        return new ContainerState(
                running,
                running && restarts > 0
                        ? LastExit.of(engine, instance.id(), state)
                        : state.path("ExitCode").asInt(),
                restarts,
                state.path("OOMKilled").asBoolean());
    }

    @Override
    public Optional<Vitals> vitals(boolean memory) {
        return engine.guarded("inspect", () -> {
            try {
                return inspection()
                        .filter(container -> container.at("/State/Running").asBoolean())
                        .map(container -> new Vitals(
                                Instant.parse(container.at("/State/StartedAt").asText()),
                                container.path("RestartCount").asInt(),
                                memory ? memory() : OptionalLong.empty()));
            } catch (EngineRefusal | DateTimeException unknown) {
                return Optional.empty();
            }
        });
    }

    /** Uses {@code one-shot}: otherwise the engine measures the CPU for one to two seconds. */
    private OptionalLong memory() {
        String path = "/containers/" + instance.id() + "/stats?stream=false&one-shot=true";
        try {
            return engine.read(
                    "ask for the memory of " + EngineName.shortId(instance.id()),
                    EngineRequest.get(path),
                    answer -> inUse(answer.tree().path("memory_stats")));
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

    @Override
    public CommandResult execute(List<String> argv, Duration timeout) {
        return engine.guarded(
                "run " + argv.getFirst(), () -> new ContainerCommands(engine).execute(instance.id(), argv, timeout));
    }

    @Override
    public List<String> lastLines(int count) {
        return engine.guarded("read the log", () -> EngineLog.lastLines(engine, instance, count, LOG_TIMEOUT));
    }

    @Override
    public ContainerLog log(ContainerLog.Range range) {
        return engine.guarded("read the log", () -> EngineLog.open(engine, instance, range));
    }

    @Override
    public int attach(ContainerCommand command, Console.Streams streams) {
        return engine.guarded(
                "run " + command.argv().getFirst(),
                () -> new AttachedCommand(engine, instance, command, streams).run());
    }
}
