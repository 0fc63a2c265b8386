package dev.aether.ajj.testing;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.error.ServiceProblem;
import dev.aether.ajj.spi.backend.Backend.ContainerState;
import dev.aether.ajj.spi.backend.Backend.Instance;
import dev.aether.ajj.spi.backend.ContainerCommand;
import dev.aether.ajj.spi.terminal.Console;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The few commands of containers of a {@link FakeEngine}. */
final class FakeCommand {
    private static final int KILLED = 137;

    private FakeCommand() {}

    static int run(
            Instance service, Optional<ContainerState> state, ContainerCommand command, Console.Streams streams) {
        if (!state.map(ContainerState::running).orElse(false)) {
            throw new Failure(new ServiceProblem.NotRunning(service.service(), "is not running"));
        }
        try {
            return run(service, command, streams);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static int run(Instance service, ContainerCommand command, Console.Streams streams) throws IOException {
        List<String> arguments = command.argv().subList(1, command.argv().size());
        switch (command.argv().getFirst()) {
            case "cat" -> streams.input().transferTo(streams.output());
            case "echo" -> print(streams, String.join(" ", arguments) + "\n");
            case "id" -> print(streams, command.user().orElse("root") + "\n");
            case "pwd" -> print(streams, command.directory().orElse("/") + "\n");
            case "env" -> print(streams, String.join("\n", command.environment()) + "\n");
            case "tty" ->
                print(streams, streams.terminal().map(_ -> "a terminal").orElse("not a tty") + "\n");
            case "sh" -> {
                return shell(arguments.getLast(), streams);
            }
            default ->
                throw new Failure(new Problem.CannotStart(
                        "the command " + command.argv().getFirst() + " was not found in the container of "
                                + service.service(),
                        127,
                        List.of("none")));
        }
        return 0;
    }

    private static int shell(String script, Console.Streams streams) throws IOException {
        if (script.startsWith("exit ")) {
            return Integer.parseInt(script.substring("exit ".length()));
        }
        if (script.startsWith("echo ") && script.endsWith(" >&2")) {
            String text = script.substring("echo ".length(), script.length() - " >&2".length()) + "\n";
            streams.error().write(text.getBytes(StandardCharsets.UTF_8));
            return 0;
        }
        return KILLED;
    }

    private static void print(Console.Streams streams, String text) throws IOException {
        streams.output().write(text.getBytes(StandardCharsets.UTF_8));
    }
}
