package dev.aether.ajj.docker.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.docker.engine.Engine;
import dev.aether.ajj.docker.engine.EngineName;
import dev.aether.ajj.docker.http.EngineAnswer;
import dev.aether.ajj.docker.http.EngineRefusal;
import dev.aether.ajj.docker.http.EngineRequest;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.error.ServiceProblem;
import dev.aether.ajj.error.StateProblem;
import dev.aether.ajj.spi.backend.Backend.Instance;
import dev.aether.ajj.spi.backend.ContainerCommand;
import dev.aether.ajj.spi.terminal.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Runs a command in a container with the streams of this process. */
record AttachedCommand(Engine engine, Instance service, ContainerCommand command, Console.Streams streams) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int BROKEN_PIPE = 128 + 13;
    /**
     * Keys that detach from the terminal. The engine delays the first one until it has seen the next. The default is
     * Ctrl-P, which shells use for the previous command; these keys are hardly ever typed.
     */
    private static final String DETACH_KEYS = "ctrl-^,ctrl-@,ctrl-^,ctrl-@";
    /** The engine reports the end of a command slightly later than it ends the stream. */
    private static final Duration END_TIMEOUT = Duration.ofSeconds(5);

    private static final Duration PAUSE = Duration.ofMillis(20);

    /** See {@link dev.aether.ajj.spi.backend.ServiceAccess#attach}. */
    int run() {
        String id = prepare();
        StreamedOutput output = new StreamedOutput(streams);
        FutureTask<Void> session = new FutureTask<>(() -> attach(id, output), null);
        // On a separate thread, which a stopped terminal may block while this thread can be interrupted.
        Thread thread = Thread.ofPlatform().daemon().start(session);
        try {
            session.get();
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw new Failure(new Problem.Interrupted(command.argv().getFirst()), e);
        } catch (ExecutionException e) {
            throw Failure.of(e.getCause() == null ? e : e.getCause());
        }
        return output.error().isPresent() ? outputFailed(output.error().get()) : exitStatus(id, output);
    }

    /** A closed pipe ends the command as SIGPIPE would on this machine. */
    private static int outputFailed(IOException reason) {
        String message = String.valueOf(reason.getMessage());
        if (message.toLowerCase(Locale.ROOT).contains("broken pipe")) {
            return BROKEN_PIPE;
        }
        throw new Failure(
                new StateProblem.Locked(
                        Path.of("/dev/stdout"), message, List.of("check where the output goes, and its free space")),
                reason);
    }

    private String prepare() {
        try {
            JsonNode made = engine.create(
                    "prepare " + command.argv().getFirst() + " in " + service.service(),
                    EngineRequest.post("/containers/" + service.id() + "/exec", description()));
            return EngineName.check(made.path("Id").asText());
        } catch (EngineRefusal refused) {
            if (refused.isMissing() || refused.isConflict()) {
                throw new Failure(
                        new ServiceProblem.NotRunning(
                                service.service(), refused.isMissing() ? "has no container" : "is not running"),
                        refused);
            }
            throw CommandRefusal.of(service, command, refused.reason());
        }
    }

    private ObjectNode description() {
        ObjectNode description = JSON.objectNode()
                .put("AttachStdin", true)
                .put("AttachStdout", true)
                .put("AttachStderr", true)
                .put("Tty", streams.terminal().isPresent());
        if (streams.terminal().isPresent()) {
            description.put("DetachKeys", DETACH_KEYS);
        }
        command.user().ifPresent(user -> description.put("User", user));
        command.directory().ifPresent(directory -> description.put("WorkingDir", directory));
        command.environment().forEach(description.putArray("Env")::add);
        command.argv().forEach(description.putArray("Cmd")::add);
        return description;
    }

    private void attach(String id, StreamedOutput output) {
        try (EngineAnswer connection = start(id)) {
            streams.terminal().ifPresent(terminal -> {
                terminal.onResize(() -> resize(id, terminal));
                resize(id, terminal);
            });
            // May last until the process ends, because a read from a terminal cannot be interrupted.
            Thread.ofPlatform().daemon().name("input").start(() -> sendInput(connection));
            output.copy(connection.body());
        } catch (IOException lost) {
            throw engine.connectionLost("run " + command.argv().getFirst() + " in " + service.service(), lost);
        }
    }

    private void sendInput(EngineAnswer connection) {
        try {
            streams.input().transferTo(connection.output());
        } catch (IOException ended) {
            // Unreadable input counts as ended. If the command does not read any more, its exit status counts.
        }
        try {
            connection.endOutput();
        } catch (IOException ended) {
            // The command has ended.
        }
    }

    private EngineAnswer start(String id) {
        ObjectNode start = JSON.objectNode()
                .put("Detach", false)
                .put("Tty", streams.terminal().isPresent());
        // Supported since Docker 23; older engines ignore it.
        streams.terminal()
                .flatMap(Console.RawTerminal::size)
                .ifPresent(
                        size -> start.putArray("ConsoleSize").add(size.rows()).add(size.columns()));
        try {
            return engine.upgrade(
                    "run " + command.argv().getFirst() + " in " + service.service(),
                    EngineRequest.post("/exec/" + id + "/start", start));
        } catch (EngineRefusal refused) {
            throw CommandRefusal.of(service, command, refused.reason());
        }
    }

    /** One at a time, each with the size of that moment: the last request has the last size. */
    private synchronized void resize(String id, Console.RawTerminal terminal) {
        terminal.size().ifPresent(size -> {
            try {
                engine.send(
                        "resize the terminal in " + service.service(),
                        EngineRequest.post("/exec/" + id + "/resize?h=" + size.rows() + "&w=" + size.columns()));
            } catch (EngineRefusal | Failure ended) {
                // The command has ended, or its end reports the problem.
            }
        });
    }

    private int exitStatus(String id, StreamedOutput output) {
        JsonNode ended = inspect(id);
        long deadline = System.nanoTime() + END_TIMEOUT.toNanos();
        while (ended.path("Running").asBoolean() && System.nanoTime() < deadline) {
            pause();
            ended = inspect(id);
        }
        Optional<Failure> refused = ended.path("Pid").asLong() == 0
                ? output.heldBack().map(message -> CommandRefusal.of(service, command, message))
                : Optional.empty();
        if (refused.isPresent()) {
            throw refused.get();
        }
        output.writeHeldBack();
        return ended.path("ExitCode").asInt();
    }

    private JsonNode inspect(String id) {
        return engine.get("ask for the exit status in " + service.service(), "/exec/" + id + "/json");
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(new Problem.Interrupted(command.argv().getFirst()), e);
        }
    }
}
