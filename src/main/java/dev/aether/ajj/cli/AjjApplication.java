package dev.aether.ajj.cli;

import dev.aether.ajj.cli.session.CurrentCommand;
import dev.aether.ajj.error.ExitStatus;
import dev.aether.ajj.spi.machine.Interruptions;
import dev.aether.ajj.spi.machine.ProcessContext;
import dev.aether.ajj.spi.terminal.Terminal;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.enterprise.context.Dependent;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;

/** The application that Quarkus runs: parses the command line and executes the command. */
@Dependent
public class AjjApplication implements QuarkusApplication {
    /** Set when the launcher has printed a start notice. */
    private static final String NOTICE = "ajj.notice";

    private static final String CLEAR_LINE = "\r\u001b[K";

    private final CommandLine.IFactory factory;
    private final Terminal terminal;
    private final Interruptions interruptions;
    private final CurrentCommand current;
    private final ProcessContext process;

    public AjjApplication(
            CommandLine.IFactory factory,
            Terminal terminal,
            Interruptions interruptions,
            CurrentCommand current,
            ProcessContext process) {
        this.factory = factory;
        this.terminal = terminal;
        this.interruptions = interruptions;
        this.current = current;
        this.process = process;
    }

    @Override
    public int run(String... arguments) {
        // The locale's encoding may lack characters of names and of JSON.
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        clearNotice();
        int status = CommandLines.create(
                        List.of(arguments),
                        factory,
                        new Outputs(out, err, terminal, process.environment(), current.progress()),
                        interruptions,
                        current,
                        process)
                .execute(arguments);
        return checked(out, err, status);
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
