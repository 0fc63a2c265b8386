package dev.aether.ajj.cli;

import dev.aether.ajj.cli.session.CurrentCommand;
import dev.aether.ajj.error.ExitStatus;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;

/**
 * The application: parses the command line and executes the command.
 *
 * @param commands creates objects for picocli, by their classes; it creates all others by reflection
 * @param current receives the options of the command that runs
 */
public record AjjApplication(Map<Class<?>, Supplier<?>> commands, Machine machine, CurrentCommand current) {
    /** Set when the launcher has printed a start notice. */
    private static final String NOTICE = "ajj.notice";

    private static final String CLEAR_LINE = "\r\u001b[K";

    /**
     * Runs a command.
     *
     * @return the exit status
     */
    public int run(String... arguments) {
        clearNotice();
        // The locale's encoding may lack characters of names and of JSON.
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        return checked(out, err, commandLine(out, err, arguments).execute(arguments));
    }

    /** Returns the command line for one execution with these arguments. */
    CommandLine commandLine(PrintStream out, PrintStream err, String... arguments) {
        Outputs outputs =
                new Outputs(out, err, machine.terminal(), machine.process().environment(), current.progress());
        return CommandLines.create(
                List.of(arguments),
                this::create,
                new CommandExecution(outputs, machine.interruptions(), current, machine.process()));
    }

    private <T> T create(Class<T> type) throws Exception {
        Supplier<?> command = commands.get(type);
        return command == null ? CommandLine.defaultFactory().create(type) : type.cast(command.get());
    }

    /**
     * Prints {@code ajj --version} without starting the application.
     *
     * @return the exit status
     */
    public static int printVersion() {
        clearNotice();
        System.out.println(AjjVersion.TEXT);
        return checked(System.out, System.err, ExitStatus.SUCCESS);
    }

    /** Clears the launcher's start notice. */
    public static void clearNotice() {
        if (System.getProperty(NOTICE) != null) {
            System.err.print(CLEAR_LINE);
            System.err.flush();
        }
    }

    private static int checked(PrintStream out, PrintStream err, int status) {
        return new StdoutCheck(out, new FileOutputStream(FileDescriptor.out), err).exitStatus(status);
    }
}
