package dev.aether.ajj.docker.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aether.ajj.docker.engine.Engine;
import dev.aether.ajj.docker.engine.EngineName;
import dev.aether.ajj.docker.http.EngineAnswer;
import dev.aether.ajj.docker.http.EngineRefusal;
import dev.aether.ajj.docker.http.EngineRequest;
import dev.aether.ajj.files.ChannelTimeout;
import dev.aether.ajj.spi.backend.Backend.CommandResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Runs a command in a container, and keeps the end of its output. */
final class ContainerCommands {
    private static final int LINES_KEPT = 10;
    private static final int BYTES_KEPT = 1 << 20;

    private final Engine engine;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    ContainerCommands(Engine engine) {
        this.engine = engine;
    }

    /** See {@link dev.aether.ajj.spi.backend.ServiceAccess#execute}. */
    CommandResult execute(String containerId, List<String> argv, Duration timeout) {
        String where = " in " + EngineName.shortId(containerId);
        JsonNode command =
                new ObjectMapper().valueToTree(Map.of("Cmd", argv, "AttachStdout", true, "AttachStderr", true));
        OptionalInt status = OptionalInt.empty();
        try {
            JsonNode made = engine.create(
                    "prepare " + argv.getFirst() + where,
                    EngineRequest.post("/containers/" + containerId + "/exec", command));
            String id = EngineName.check(made.path("Id").asText());
            boolean ended = engine.read(
                    "run " + argv.getFirst() + where,
                    EngineRequest.post("/exec/" + id + "/start", new ObjectMapper().createObjectNode()),
                    timeout,
                    answer -> hasEnded(answer, timeout));
            if (ended) {
                JsonNode exit = engine.get("ask for the exit status" + where, "/exec/" + id + "/json")
                        .path("ExitCode");
                status = exit.isInt() ? OptionalInt.of(exit.asInt()) : OptionalInt.empty();
            }
        } catch (EngineRefusal notRunning) {
            // its container does not run any more
        }
        return new CommandResult(status, lastLines());
    }

    /** Reads the output; false when the command has not ended in time. */
    private boolean hasEnded(EngineAnswer answer, Duration timeout) throws IOException {
        FrameReader frames = new FrameReader(answer.body());
        try (ChannelTimeout limit = new ChannelTimeout(answer, timeout)) {
            try {
                Optional<FrameReader.Frame> frame = frames.next();
                while (frame.isPresent()) {
                    keep(frame.get().payload());
                    frame = frames.next();
                }
                return !limit.hasExpired();
            } catch (IOException lost) {
                if (limit.hasExpired()) {
                    return false;
                }
                throw lost;
            }
        }
    }

    private void keep(byte[] piece) {
        printed.writeBytes(piece);
        if (printed.size() > 2 * BYTES_KEPT) {
            byte[] all = printed.toByteArray();
            printed.reset();
            printed.write(all, all.length - BYTES_KEPT, BYTES_KEPT);
        }
    }

    /** Joins the frames first, which may split lines and even characters. */
    private List<String> lastLines() {
        List<String> lines = printed.toString(StandardCharsets.UTF_8).lines().toList();
        return lines.subList(Math.max(0, lines.size() - LINES_KEPT), lines.size());
    }
}
