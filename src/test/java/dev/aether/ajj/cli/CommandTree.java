package dev.aether.ajj.cli;

import dev.aether.ajj.testing.Declarations;
import dev.aether.ajj.testing.FakeWorld;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** ajj's commands as the user has them, for tests of what is made from them. */
public final class CommandTree {

    private CommandTree() {}

    /** ajj itself; nothing in it may be run. */
    public static CommandLine ajj() {
        return new TypedCommand(new FakeWorld(Declarations.config())).commandLine();
    }

    /** ajj and all its commands that help shows, parents first. */
    public static Stream<CommandSpec> shown() {
        return all(ajj().getCommandSpec())
                .filter(command -> !command.usageMessage().hidden());
    }

    /** A command and all below it, hidden ones too, parents first. */
    public static Stream<CommandSpec> all(CommandSpec command) {
        return Stream.concat(
                Stream.of(command),
                command.subcommands().values().stream().distinct().flatMap(below -> all(below.getCommandSpec())));
    }
}
