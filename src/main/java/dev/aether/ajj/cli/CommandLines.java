package dev.aether.ajj.cli;

import dev.aether.ajj.cli.completion.CompletionCommand;
import dev.aether.ajj.cli.completion.NamesCommand;
import dev.aether.ajj.cli.help.HelpCommand;
import dev.aether.ajj.cli.help.HelpLayout;
import dev.aether.ajj.cli.option.DurationConverter;
import dev.aether.ajj.cli.option.InstantConverter;
import dev.aether.ajj.cli.option.TailConverter;
import dev.aether.ajj.cli.session.CurrentCommand;
import dev.aether.ajj.cli.session.SessionCommand;
import dev.aether.ajj.spi.machine.Interruptions;
import dev.aether.ajj.spi.machine.ProcessContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import picocli.CommandLine;

/** Puts the command line together: parser settings, help layout, execution. */
final class CommandLines {

    /** Those that describe others. */
    private static final Set<Class<?>> DESCRIBING =
            Set.of(HelpCommand.class, CompletionCommand.class, NamesCommand.class);

    private CommandLines() {}

    /** @param arguments those that will be executed: only the command that they name is built, or all when they name none */
    static CommandLine create(
            List<String> arguments,
            CommandLine.IFactory factory,
            Outputs outputs,
            Interruptions interruptions,
            CurrentCommand current,
            ProcessContext process) {
        CommandLine ajj = new CommandLine(AjjCommand.class, factory);
        commands(arguments).forEach(ajj::addSubcommand);
        ajj.setExecutionStrategy(new CommandExecution(outputs, interruptions, current, process));
        ajj.setParameterExceptionHandler(new UsageErrors(outputs));
        ajj.registerConverter(Duration.class, new DurationConverter());
        ajj.registerConverter(Instant.class, new InstantConverter());
        ajj.registerConverter(OptionalInt.class, new TailConverter());
        // `ajj run ls -la` is `ajj run -- ls -la`: what follows the command's name belongs to it.
        ajj.getSubcommands().values().stream()
                .filter(command -> command.getCommand() instanceof SessionCommand own && own.runsAnotherProgram())
                .forEach(run -> run.setStopAtPositional(true));
        // `@-` is a revision, and `curl -d @file` is for curl.
        ajj.setExpandAtFiles(false);
        HelpLayout.apply(ajj, outputs::columns);
        return ajj;
    }

    private static List<Class<?>> commands(List<String> arguments) {
        String word = CommandWords.first(arguments);
        List<Class<?>> named = AjjCommand.COMMANDS.stream()
                .filter(type -> CommandTable.names(type).anyMatch(word::equals) && !DESCRIBING.contains(type))
                .toList();
        return named.isEmpty() ? AjjCommand.COMMANDS : named;
    }
}
