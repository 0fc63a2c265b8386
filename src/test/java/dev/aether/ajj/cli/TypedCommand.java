package dev.aether.ajj.cli;

import dev.aether.ajj.cli.completion.NamesCommand;
import dev.aether.ajj.cli.overview.ListCommand;
import dev.aether.ajj.cli.overview.StatusCommand;
import dev.aether.ajj.cli.repository.CleanupCommand;
import dev.aether.ajj.cli.repository.DoctorCommand;
import dev.aether.ajj.cli.repository.InitCommand;
import dev.aether.ajj.cli.repository.TrustCommand;
import dev.aether.ajj.cli.service.DownCommand;
import dev.aether.ajj.cli.service.EnvCommand;
import dev.aether.ajj.cli.service.ExecCommand;
import dev.aether.ajj.cli.service.LogsCommand;
import dev.aether.ajj.cli.service.RunCommand;
import dev.aether.ajj.cli.service.UpCommand;
import dev.aether.ajj.cli.session.CurrentCommand;
import dev.aether.ajj.cli.session.CurrentDeadline;
import dev.aether.ajj.cli.session.CurrentJjOptions;
import dev.aether.ajj.cli.session.CurrentProgress;
import dev.aether.ajj.cli.workspace.AddCommand;
import dev.aether.ajj.cli.workspace.ForgetCommand;
import dev.aether.ajj.cli.workspace.RemoveCommand;
import dev.aether.ajj.cli.workspace.RenameCommand;
import dev.aether.ajj.compose.ComposeDrafts;
import dev.aether.ajj.config.ConfigReader;
import dev.aether.ajj.config.ConfigWriter;
import dev.aether.ajj.inject.QuteTemplates;
import dev.aether.ajj.lifecycle.AdoptStacks;
import dev.aether.ajj.lifecycle.Backends;
import dev.aether.ajj.lifecycle.Diagnose;
import dev.aether.ajj.lifecycle.ExecInService;
import dev.aether.ajj.lifecycle.FormerStacks;
import dev.aether.ajj.lifecycle.InitConfig;
import dev.aether.ajj.lifecycle.KnownNames;
import dev.aether.ajj.lifecycle.ListWorkspaces;
import dev.aether.ajj.lifecycle.RenameWorkspace;
import dev.aether.ajj.lifecycle.RunInWorkspace;
import dev.aether.ajj.lifecycle.ShowEnvironment;
import dev.aether.ajj.lifecycle.ShowLogs;
import dev.aether.ajj.lifecycle.ShowStatus;
import dev.aether.ajj.lifecycle.TrustRepository;
import dev.aether.ajj.spi.Handover;
import dev.aether.ajj.spi.ProcessContext;
import dev.aether.ajj.spi.Terminal;
import dev.aether.ajj.testing.FakeConsole;
import dev.aether.ajj.testing.FakeHealth;
import dev.aether.ajj.testing.FakeWorld;
import dev.aether.ajj.testing.OutputSchema;
import dev.aether.ajj.testing.UseCases;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** Types command lines into an ajj whose outside is a {@link FakeWorld}, and keeps what it prints. */
final class TypedCommand {
    private final FakeWorld world;
    private final FakeHealth health;
    /** What {@code ajj exec} reads and writes. */
    final FakeConsole console = new FakeConsole();
    /** What every jj is given. */
    final CurrentJjOptions jjOptions = new CurrentJjOptions();
    /** Through which adapters warn. */
    final CurrentProgress progress = new CurrentProgress();

    TypedCommand(FakeWorld world) {
        this(world, new FakeHealth(world));
    }

    TypedCommand(FakeWorld world, FakeHealth health) {
        this.world = world;
        this.health = health;
    }

    /** What somebody sees: both streams with times taken out, and the exit status. */
    record Seen(String out, String err, int status) {}

    Seen type(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Outputs outputs = new Outputs(stream(out), stream(err), noTerminal(), Map.of(), progress);
        CommandLine ajj = commandLine(outputs);
        ajj.setOut(new java.io.PrintWriter(out, true, StandardCharsets.UTF_8));
        int status = ajj.execute(arguments);
        OutputSchema.check(text(out));
        return new Seen(text(out), text(err), status);
    }

    /** ajj with all its commands, where nothing is to be printed. */
    CommandLine commandLine() {
        PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream());
        return commandLine(new Outputs(nowhere, nowhere, noTerminal(), Map.of(), progress));
    }

    private CommandLine commandLine(Outputs outputs) {
        return CommandLines.create(
                this::create,
                outputs,
                (_, _) -> () -> {},
                new CurrentCommand(progress, jjOptions, new CurrentDeadline()),
                ProcessContext.current());
    }

    private <T> T create(Class<T> type) throws Exception {
        Backends backends = new Backends(List.of(world), world);
        ListWorkspaces list = new ListWorkspaces(world, backends, world);
        Object command = switch (type.getSimpleName()) {
            case "AddCommand" -> new AddCommand(UseCases.add(world, backends));
            case "ForgetCommand" -> new ForgetCommand(UseCases.forget(world, backends));
            case "RemoveCommand" -> new RemoveCommand(UseCases.forget(world, backends));
            case "RenameCommand" -> new RenameCommand(new RenameWorkspace(world, UseCases.records(world)));
            case "UpCommand" -> new UpCommand(UseCases.up(world, backends));
            case "DownCommand" -> new DownCommand(UseCases.down(world, backends));
            case "ListCommand" -> new ListCommand(list);
            case "StatusCommand" -> new StatusCommand(new ShowStatus(world, list));
            case "EnvCommand" -> new EnvCommand(new ShowEnvironment(world, world, world));
            case "LogsCommand" -> new LogsCommand(new ShowLogs(world, world, world, backends));
            case "ExecCommand" ->
                new ExecCommand(
                        new ExecInService(world, world, world, backends, console),
                        new RunInWorkspace(world, world, world, nothingFound()));
            case "RunCommand" -> new RunCommand(new RunInWorkspace(world, world, world, nothingFound()));
            case "InitCommand" ->
                new InitCommand(new InitConfig(
                        world, new ComposeDrafts(Map.of()), new ConfigReader(new QuteTemplates()), new ConfigWriter()));
            case "CleanupCommand" -> new CleanupCommand(UseCases.cleanUp(world, backends));
            case "DoctorCommand" -> {
                FormerStacks former = new FormerStacks(world, world.claims());
                yield new DoctorCommand(
                        new Diagnose(world, health, health.files(), world, backends, health, world, former),
                        new AdoptStacks(world, backends, world, former));
            }
            case "TrustCommand" -> new TrustCommand(new TrustRepository(world, world, world.trustStore, backends));
            case "NamesCommand" -> new NamesCommand(new KnownNames(world, world, world));
            case "AjjVersion" -> new AjjVersion("1.2.3");
            default -> CommandLine.defaultFactory().create(type);
        };
        return type.cast(command);
    }

    private static Handover nothingFound() {
        return (command, _) -> {
            throw new Handover.CannotStart(127, "the command " + command.getFirst() + " was not found");
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
