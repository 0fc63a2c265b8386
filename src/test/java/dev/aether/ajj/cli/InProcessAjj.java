package dev.aether.ajj.cli;

import dev.aether.ajj.Wiring;
import dev.aether.ajj.spi.machine.Handover;
import dev.aether.ajj.spi.machine.Interruptions;
import dev.aether.ajj.spi.machine.ProcessContext;
import dev.aether.ajj.spi.terminal.Console;
import dev.aether.ajj.spi.terminal.Terminal;
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

/** Runs ajj with the real jj, engine and files in the JVM of the tests, without a terminal, stdin and signals. */
public final class InProcessAjj {
    /** Commands that replace this process, or depend on it. */
    private static final Set<String> FOR_A_PROCESS = Set.of("run", "exec", "--version", "-V");
    /** Variables that a JVM reads at its start, or for the lookup of programs. */
    private static final Set<String> OF_THE_PROCESS = Set.of("PATH", "HOME", "TMPDIR", "LANG", "LC_ALL", "LC_CTYPE");

    private InProcessAjj() {}

    /** The output of a call, and its exit status. */
    public record Result(String out, String err, int status) {}

    /**
     * Whether a call does the same here as in its own process.
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
        Machine machine = new Machine(process, terminal, console, handover, interruptions);
        CommandLine ajj =
                Wiring.application(machine).commandLine(print(out), print(err), arguments.toArray(String[]::new));
        ajj.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
        ajj.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
        int status = ajj.execute(arguments.toArray(String[]::new));
        return new Result(out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8), status);
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
