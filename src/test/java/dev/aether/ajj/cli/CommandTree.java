package dev.aether.ajj.cli;

import dev.aether.ajj.testing.Declarations;
import dev.aether.ajj.testing.FakeWorld;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** ajj's commands, for tests of generated documents and scripts. */
public final class CommandTree {

    private CommandTree() {}

    /** Returns ajj itself; its commands cannot be run. */
    public static CommandLine ajj() {
        return new TypedCommand(new FakeWorld(Declarations.config())).commandLine();
    }

    /** Returns ajj and all its visible commands, parents first. */
    public static Stream<CommandSpec> shown() {
        return all(ajj().getCommandSpec())
                .filter(command -> !command.usageMessage().hidden());
    }

    /** Returns a command and all below it, including hidden ones, parents first. */
    public static Stream<CommandSpec> all(CommandSpec command) {
        return Stream.concat(
                Stream.of(command),
                command.subcommands().values().stream().distinct().flatMap(below -> all(below.getCommandSpec())));
    }
}
