package dev.aether.ajj.cli;

import dev.aether.ajj.cli.session.CurrentCommand;
import dev.aether.ajj.spi.machine.Handover;
import dev.aether.ajj.spi.machine.Interruptions;
import dev.aether.ajj.spi.machine.ProcessContext;
import dev.aether.ajj.spi.terminal.Console;
import dev.aether.ajj.spi.terminal.Terminal;
import dev.aether.ajj.testing.Beans;
import dev.aether.ajj.testing.FakeConsole;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;

/**
 * ajj with its real jj, engine and files, in the JVM of the tests. It has no terminal, nothing to read, and hears no
 * signals.
 */
public final class InProcessAjj {
    /** Commands that become another process, or are about this one. */
    private static final Set<String> FOR_A_PROCESS = Set.of("run", "exec", "--version", "-V");
    /** Variables that a JVM reads when it starts, or looks programs up with. */
    private static final Set<String> OF_THE_PROCESS = Set.of("PATH", "HOME", "TMPDIR", "LANG", "LC_ALL", "LC_CTYPE");

    private InProcessAjj() {}

    /** What one call printed, and its exit status. */
    public record Result(String out, String err, int status) {}

    /**
     * Whether a call does the same here as in a process of its own.
     *
     * @param environment variables in addition to those of this process
     */
    public static boolean canRun(Map<String, String> environment, List<String> arguments) {
        return !arguments.isEmpty()
                && !CommandWords.isForJj(arguments)
                && arguments.stream().noneMatch(FOR_A_PROCESS::contains)
                && OF_THE_PROCESS.stream().noneMatch(environment::containsKey);
    }

    /**
     * Runs ajj to its end.
     *
     * @param environment variables in addition to those of this process
     * @param directory the working directory; absolute
     */
    public static Result run(Map<String, String> environment, Path directory, List<String> arguments) {
        ProcessContext process =
                new ProcessContext(ProcessContext.current().with(environment).environment(), directory);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = noTerminal();
        Console console = new FakeConsole();
        Handover handover = (command, _) -> {
            throw new IllegalStateException("needs a process: " + command);
        };
        Interruptions interruptions = (_, _) -> () -> {};
        Beans beans = new Beans(process, terminal, console, handover, interruptions);
        CurrentCommand current = beans.get(CurrentCommand.class);
        CommandLine ajj = CommandLines.create(
                arguments,
                new Factory(beans),
                new Outputs(print(out), print(err), terminal, process.environment(), current.progress()),
                interruptions,
                current,
                process);
        ajj.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
        ajj.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
        int status = ajj.execute(arguments.toArray(String[]::new));
        return new Result(out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8), status);
    }

    /** Commands have beans for their parameters; everything else is picocli's. */
    private record Factory(Beans beans) implements CommandLine.IFactory {

        @Override
        public <T> T create(Class<T> type) throws Exception {
            return type.isAnnotationPresent(CommandLine.Command.class)
                    ? beans.create(type)
                    : CommandLine.defaultFactory().create(type);
        }
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

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
