package dev.aether.ajj.cli;

import dev.aether.ajj.cli.session.CurrentCommand;
import dev.aether.ajj.cli.session.CurrentDeadline;
import dev.aether.ajj.cli.session.CurrentJjOptions;
import dev.aether.ajj.cli.session.CurrentProgress;
import dev.aether.ajj.compose.ComposeServices;
import dev.aether.ajj.compose.draft.ComposeDrafts;
import dev.aether.ajj.config.ConfigReader;
import dev.aether.ajj.config.ConfigWriter;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.inject.template.QuteTemplates;
import dev.aether.ajj.lifecycle.backend.Backends;
import dev.aether.ajj.lifecycle.init.InitConfig;
import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.machine.Handover;
import dev.aether.ajj.spi.machine.ProcessContext;
import dev.aether.ajj.spi.terminal.Terminal;
import dev.aether.ajj.testing.FakeConsole;
import dev.aether.ajj.testing.FakeHealth;
import dev.aether.ajj.testing.FakeWorld;
import dev.aether.ajj.testing.OutputSchema;
import dev.aether.ajj.testing.Parts;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** Runs command lines in an ajj on top of a {@link FakeWorld}, and records the output. */
final class TypedCommand {
    private final FakeWorld world;
    private final FakeHealth health;
    /** The console of {@code ajj exec}. */
    final FakeConsole console = new FakeConsole();
    /** The PATH for Compose. */
    ProcessContext compose = ProcessContext.current();
    /** The options for jj. */
    final CurrentJjOptions jjOptions = new CurrentJjOptions();
    /** The progress of adapters. */
    final CurrentProgress progress = new CurrentProgress();

    TypedCommand(FakeWorld world) {
        this(world, new FakeHealth(world));
    }

    TypedCommand(FakeWorld world, FakeHealth health) {
        this.world = world;
        this.health = health;
    }

    /** Both streams, with times replaced, and the exit status. */
    record Seen(String out, String err, int status) {}

    Seen type(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Outputs outputs = new Outputs(stream(out), stream(err), noTerminal(), Map.of(), progress);
        CommandLine ajj = commandLine(outputs, arguments);
        ajj.setOut(new java.io.PrintWriter(out, true, StandardCharsets.UTF_8));
        int status = ajj.execute(arguments);
        OutputSchema.check(text(out));
        return new Seen(text(out), text(err), status);
    }

    /** Returns ajj with all its commands, for tests that print nothing. */
    CommandLine commandLine() {
        PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream());
        return commandLine(new Outputs(nowhere, nowhere, noTerminal(), Map.of(), progress));
    }

    private CommandLine commandLine(Outputs outputs, String... arguments) {
        return CommandLines.create(
                List.of(arguments),
                this::create,
                new CommandExecution(
                        outputs,
                        (_, _) -> () -> {},
                        new CurrentCommand(progress, jjOptions, new CurrentDeadline()),
                        ProcessContext.current()));
    }

    private <T> T create(Class<T> type) throws Exception {
        return type.isAnnotationPresent(CommandLine.Command.class)
                ? parts().create(type)
                : CommandLine.defaultFactory().create(type);
    }

    /** Returns ajj's own use cases on the fakes of the world. */
    private Parts parts() {
        ComposeServices services = new ComposeServices(compose, Deadline.NONE);
        return new Parts(
                world,
                health,
                health.files(),
                services,
                new Backends(List.of(world), world),
                world.trust,
                world.trustStore,
                // Reads the file that it has written, so it needs the real configuration.
                new InitConfig(
                        world,
                        new ComposeDrafts(services),
                        new ConfigReader(new QuteTemplates(), services),
                        new ConfigWriter()),
                console,
                nothingFound(),
                new ProcessContext(Map.of(), Path.of("").toAbsolutePath()));
    }

    private static Handover nothingFound() {
        return (command, _) -> {
            throw new Failure(Problem.CannotStart.notFound(command.getFirst()));
        };
    }

    private static Terminal noTerminal() {
        return new Terminal() {
            @Override
            public boolean isOutputTerminal() {
                return false;
            }

            @Override
            public boolean isErrorTerminal() {
                return false;
            }

            @Override
            public int columns() {
                return 80;
            }
        };
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8)
                .replaceAll("after \\d+\\.\\d s", "after 0.0 s")
                .replaceAll("(\"created\" : \")[^\"]*", "$12026-01-02T03:04:05Z");
    }
}
