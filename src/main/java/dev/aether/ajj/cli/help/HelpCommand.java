package dev.aether.ajj.cli.help;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ajj help [COMMAND]}: the same as {@code ajj COMMAND --help}. jj handles its own commands. */
@Command(name = "help", hidden = true, helpCommand = true, description = "Show what ajj can do.")
public final class HelpCommand implements Runnable {

    @Spec
    CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "One of ajj's commands.")
    List<String> words = List.of();

    @Override
    public void run() {
        CommandLine command = spec.root().commandLine();
        for (String word : words) {
            command = subcommand(command, word);
        }
        command.usage(spec.root().commandLine().getOut());
    }

    private CommandLine subcommand(CommandLine command, String word) {
        @Nullable CommandLine found = command.getSubcommands().get(word);
        if (found == null) {
            throw new ParameterException(
                    command, command.getCommandSpec().qualifiedName(" ") + " has no command \"" + word + "\"");
        }
        return found;
    }
}
