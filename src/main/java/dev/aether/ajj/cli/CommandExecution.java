package dev.aether.ajj.cli;

import dev.aether.ajj.cli.option.GlobalOptions;
import dev.aether.ajj.cli.option.JjOptions;
import dev.aether.ajj.cli.option.TimeoutOption;
import dev.aether.ajj.cli.output.Output;
import dev.aether.ajj.cli.output.View;
import dev.aether.ajj.cli.session.CurrentCommand;
import dev.aether.ajj.cli.session.Session;
import dev.aether.ajj.cli.session.SessionCommand;
import dev.aether.ajj.cli.session.TraceFile;
import dev.aether.ajj.error.ExitStatus;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.spi.machine.Interruptions;
import dev.aether.ajj.spi.machine.ProcessContext;
import dev.aether.ajj.spi.report.Progress;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.ParseResult;

/** Runs the parsed command, and prints its answer or its failure. No other class catches all failures. */
record CommandExecution(Outputs outputs, Interruptions interruptions, CurrentCommand current, ProcessContext process)
        implements IExecutionStrategy {
    @Override
    public int execute(ParseResult result) {
        AjjCommand ajj = (AjjCommand) result.commandSpec().userObject();
        GlobalOptions options = ajj.options;
        result.commandSpec().commandLine().setColorScheme(helpColors(options.color()));
        List<CommandLine> commands = result.asCommandLineList();
        if (commands.stream().anyMatch(CommandLine::isUsageHelpRequested)) {
            // Also for `ajj -h up`, where the first command has the option.
            commands.getLast().usage(commands.getLast().getOut());
            return ExitStatus.SUCCESS;
        }
        Integer helpStatus = CommandLine.executeHelpRequest(result);
        if (helpStatus != null) {
            return helpStatus;
        }
        current.jjOptions().use(ajj.jjOptions.words());
        if (commands.getLast().getCommand() instanceof SessionCommand command) {
            TimeoutOption.of(commands.getLast().getCommandSpec()).ifPresent(current.deadline()::begin);
            if (command.isJsonRequested()) {
                options.requestJson();
            }
            return execute(command, ajj, outputs.create(command.operation(), options));
        }
        throw new CommandLine.ParameterException(commands.getLast(), missing(commands.getLast()));
    }

    private static Help.ColorScheme helpColors(GlobalOptions.Color when) {
        return Help.defaultColorScheme(
                switch (when) {
                    case always -> Help.Ansi.ON;
                    case never -> Help.Ansi.OFF;
                    case auto -> Help.Ansi.AUTO;
                });
    }

    private static String missing(CommandLine command) {
        return "a command is missing after " + command.getCommandSpec().qualifiedName(" ")
                + command.getSubcommands().values().stream()
                        .map(CommandLine::getCommandSpec)
                        .filter(sub -> !sub.usageMessage().hidden())
                        .map(CommandLine.Model.CommandSpec::name)
                        .distinct()
                        .collect(Collectors.joining(", ", ": ", ", or one of jj's"));
    }

    private int execute(SessionCommand command, AjjCommand ajj, Output output) {
        GlobalOptions options = ajj.options;
        current.progress().recordIn(TraceFile.open(process, current.progress()::warn));
        long start = System.nanoTime();
        Session session = new Session(
                options.directory(process.directory()),
                options.configFile(process.directory()),
                output.color(),
                options.isJson(),
                options.isVerbose(),
                current.progress(),
                current.deadline(),
                process);
        Thread worker = Thread.currentThread();
        AtomicBoolean answered = new AtomicBoolean();
        try (Interruptions.Listening _ =
                interruptions.listen(worker::interrupt, () -> exitAtOnce(output, command, answered))) {
            return execute(command, ajj.jjOptions, session, output, answered);
        } finally {
            // A late signal sets the flag, with which no file can be written.
            Thread.interrupted();
            current.progress().record(Progress.Work.COMMAND, name(command), start);
        }
    }

    /** @param answered set before anything is printed, so that only one thread prints an answer */
    private static int execute(
            SessionCommand command, JjOptions jj, Session session, Output output, AtomicBoolean answered) {
        try {
            jj.check(command.isReadOnly());
            output.begin(command.activity());
            View view = command.run(session);
            answered.set(true);
            return output.show(view);
        } catch (Throwable thrown) {
            answered.set(true);
            Failure failure = ofCommand(Failure.of(thrown), command);
            output.fail(failure);
            return command.exitStatus(failure);
        }
    }

    /** Replaces an interrupted step's problem by the command's. */
    private static Failure ofCommand(Failure failure, SessionCommand command) {
        if (!(failure.first() instanceof Problem.Interrupted)) {
            return failure;
        }
        List<Problem> more = failure.problems().subList(1, failure.problems().size());
        // The same hints are printed once.
        Problem interrupted = more.stream()
                .filter(Problem.Unfinished.class::isInstance)
                .findFirst()
                .map(state -> new Problem.Interrupted(name(command), "", state.hints()))
                .orElseGet(
                        () -> new Problem.Interrupted(name(command), isRolledBack(more) ? command.interrupted() : ""));
        return new Failure(interrupted, failure).and(more);
    }

    private static String name(SessionCommand command) {
        return "ajj " + command.operation().replace('_', ' ');
    }

    private static boolean isRolledBack(List<Problem> more) {
        return more.stream().noneMatch(Problem.RollbackIncomplete.class::isInstance);
    }

    /** Exits at the second Ctrl-C. Prints nothing when the answer is already being printed. */
    private static void exitAtOnce(Output output, SessionCommand command, AtomicBoolean answered) {
        if (!answered.getAndSet(true)) {
            Problem stopped = new Problem.Interrupted(
                    name(command),
                    "it stopped at once: " + command.leftovers().state(),
                    command.leftovers().hints());
            output.fail(new Failure(stopped));
        }
        Runtime.getRuntime().halt(ExitStatus.INTERRUPTED);
    }
}
