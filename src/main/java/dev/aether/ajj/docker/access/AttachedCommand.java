package dev.aether.ajj.docker.access;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.dockerjava.api.command.InspectExecResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.transport.DockerHttpClient;
import dev.aether.ajj.docker.engine.Engine;
import dev.aether.ajj.docker.engine.EngineExchange;
import dev.aether.ajj.docker.engine.EngineMessage;
import dev.aether.ajj.docker.engine.EngineName;
import dev.aether.ajj.docker.http.UpgradedConnection;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.error.ServiceProblem;
import dev.aether.ajj.error.StateProblem;
import dev.aether.ajj.spi.backend.Backend.Instance;
import dev.aether.ajj.spi.backend.ContainerCommand;
import dev.aether.ajj.spi.terminal.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** One command in a container, joined to streams of this process. */
final class AttachedCommand {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int CONFLICT = 409;
    private static final int BROKEN_PIPE = 128 + 13;
    /**
     * The engine lets a terminal go when it is sent these keys, and holds the first one back until it has seen the next.
     * By default that is Ctrl-P, by which people look for their last command. These nobody types.
     */
    private static final String DETACH_KEYS = "ctrl-^,ctrl-@,ctrl-^,ctrl-@";
    /** The engine knows that a command has ended a little later than it ends its stream. */
    private static final Duration SETTLING = Duration.ofSeconds(5);

    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Engine engine;
    private final Instance service;
    private final ContainerCommand command;
    private final Console.Streams streams;

    AttachedCommand(Engine engine, Instance service, ContainerCommand command, Console.Streams streams) {
        this.engine = engine;
        this.service = service;
        this.command = command;
        this.streams = streams;
    }

    /** See {@link dev.aether.ajj.spi.backend.ServiceAccess#attach}. */
    int run() {
        String id = prepare();
        StreamedOutput output = new StreamedOutput(streams);
        FutureTask<Void> session = new FutureTask<>(() -> join(id, output), null);
        // On a thread of its own, which may wait for a terminal that was stopped while this one hears of an
        // interruption.
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
        return output.lost().isPresent() ? lost(output.lost().get()) : exitStatus(id, output);
    }

    /** Who closes a pipe has seen enough, and the command is told so by a signal where it runs on this machine. */
    private static int lost(IOException reason) {
        String words = String.valueOf(reason.getMessage());
        if (words.toLowerCase(Locale.ROOT).contains("broken pipe")) {
            return BROKEN_PIPE;
        }
        throw new Failure(
                new StateProblem.Locked(
                        Path.of("/dev/stdout"), words, List.of("see where the output goes, and whether there is room")),
                reason);
    }

    private String prepare() {
        try (DockerHttpClient.Response response = new EngineExchange(engine)
                .post(
                        "prepare " + command.argv().getFirst() + " in " + service.service(),
                        "/containers/" + service.id() + "/exec",
                        bytes(description()))) {
            return EngineName.check(
                    new ObjectMapper().readTree(response.getBody()).path("Id").asText());
        } catch (IOException lost) {
            throw engine.lost("prepare a command in " + service.service(), lost);
        } catch (NotFoundException gone) {
            throw new Failure(new ServiceProblem.NotRunning(service.service(), "has no container any more"), gone);
        } catch (DockerException refused) {
            if (refused.getHttpStatus() == CONFLICT) {
                throw new Failure(new ServiceProblem.NotRunning(service.service(), "is not running"), refused);
            }
            throw EngineRefusal.of(service, command, EngineMessage.of(refused));
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

    /** Returns when the engine has sent everything. */
    private void join(String id, StreamedOutput output) {
        try (UpgradedConnection connection = start(id)) {
            streams.terminal().ifPresent(terminal -> {
                terminal.onResize(() -> resize(id, terminal));
                resize(id, terminal);
            });
            // Ends with the process at the latest: a read from a terminal cannot be called off.
            Thread.ofPlatform().daemon().name("input").start(new StreamedInput(streams.input(), connection));
            output.copy(connection.input());
        } catch (IOException lost) {
            throw engine.lost("run " + command.argv().getFirst() + " in " + service.service(), lost);
        }
    }

    private UpgradedConnection start(String id) {
        ObjectNode start = JSON.objectNode()
                .put("Detach", false)
                .put("Tty", streams.terminal().isPresent());
        // Engines since 2022 make the terminal of this size; older ones do not know the word.
        streams.terminal()
                .flatMap(Console.RawTerminal::size)
                .ifPresent(
                        size -> start.putArray("ConsoleSize").add(size.rows()).add(size.columns()));
        try {
            return new EngineExchange(engine)
                    .upgrade(
                            "run " + command.argv().getFirst() + " in " + service.service(),
                            "/exec/" + id + "/start",
                            bytes(start));
        } catch (DockerException refused) {
            throw EngineRefusal.of(service, command, EngineMessage.of(refused));
        }
    }

    private void resize(String id, Console.RawTerminal terminal) {
        terminal.size().ifPresent(size -> {
            try {
                engine.call(
                        "resize the terminal in " + service.service(),
                        client -> client.resizeExecCmd(id)
                                .withSize(size.rows(), size.columns())
                                .exec());
            } catch (DockerException | Failure ended) {
                // The command was faster, or its end will tell what is wrong.
            }
        });
    }

    private int exitStatus(String id, StreamedOutput output) {
        InspectExecResponse ended = inspect(id);
        long deadline = System.nanoTime() + SETTLING.toNanos();
        while (Boolean.TRUE.equals(ended.isRunning()) && System.nanoTime() < deadline) {
            pause();
            ended = inspect(id);
        }
        Optional<Failure> refused = Objects.requireNonNullElse(ended.getPidLong(), 0L) == 0
                ? output.heldBack().map(words -> EngineRefusal.of(service, command, words))
                : Optional.empty();
        if (refused.isPresent()) {
            throw refused.get();
        }
        output.release();
        return Objects.requireNonNullElse(ended.getExitCodeLong(), 0L).intValue();
    }

    private InspectExecResponse inspect(String id) {
        return engine.call(
                "ask for the exit status in " + service.service(),
                client -> client.inspectExecCmd(id).exec());
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(new Problem.Interrupted(command.argv().getFirst()), e);
        }
    }

    private static byte[] bytes(ObjectNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }
}
