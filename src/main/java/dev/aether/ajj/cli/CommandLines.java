package dev.aether.ajj.cli;

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
import java.util.OptionalInt;
import picocli.CommandLine;

/** Puts the command line together: parser settings, help layout, execution. */
final class CommandLines {

    private CommandLines() {}

    static CommandLine create(
            CommandLine.IFactory factory,
            Outputs outputs,
            Interruptions interruptions,
            CurrentCommand current,
            ProcessContext process) {
        CommandLine ajj = new CommandLine(AjjCommand.class, factory);
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
        HelpLayout.apply(ajj, outputs.columns());
        return ajj;
    }
}
