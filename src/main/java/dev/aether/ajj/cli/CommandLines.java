package dev.aether.ajj.cli;

import dev.aether.ajj.cli.completion.CompletionCommand;
import dev.aether.ajj.cli.completion.NamesCommand;
import dev.aether.ajj.cli.help.HelpCommand;
import dev.aether.ajj.cli.help.HelpLayout;
import dev.aether.ajj.cli.option.DurationConverter;
import dev.aether.ajj.cli.option.InstantConverter;
import dev.aether.ajj.cli.option.TailConverter;
import dev.aether.ajj.cli.session.SessionCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import picocli.CommandLine;

/** Assembles the command line: parser settings, help layout, execution. */
final class CommandLines {

    /** Commands that describe others, and so need all of them. */
    private static final Set<Class<?>> NEED_ALL =
            Set.of(HelpCommand.class, CompletionCommand.class, NamesCommand.class);

    private CommandLines() {}

    /** @param arguments to be executed: only the command that they name is built, or all when they name none */
    static CommandLine create(List<String> arguments, CommandLine.IFactory factory, CommandExecution execution) {
        CommandLine ajj = new CommandLine(AjjCommand.class, factory);
        commands(arguments).forEach(ajj::addSubcommand);
        ajj.setExecutionStrategy(execution);
        ajj.setParameterExceptionHandler(new UsageErrors(execution.outputs()));
        ajj.registerConverter(Duration.class, new DurationConverter());
        ajj.registerConverter(Instant.class, new InstantConverter());
        ajj.registerConverter(OptionalInt.class, new TailConverter());
        // `ajj run ls -la` is `ajj run -- ls -la`: options after the command's name belong to it.
        ajj.getSubcommands().values().stream()
                .filter(command -> command.getCommand() instanceof SessionCommand own && own.runsAnotherProgram())
                .forEach(run -> run.setStopAtPositional(true));
        // `@-` is a revision, and `curl -d @file` is for curl.
        ajj.setExpandAtFiles(false);
        HelpLayout.apply(ajj, execution.outputs()::columns);
        return ajj;
    }

    private static List<Class<?>> commands(List<String> arguments) {
        String word = CommandWords.first(arguments);
        List<Class<?>> named = AjjCommand.COMMANDS.stream()
                .filter(type -> CommandTable.names(type).anyMatch(word::equals) && !NEED_ALL.contains(type))
                .toList();
        return named.isEmpty() ? AjjCommand.COMMANDS : named;
    }
}
