package dev.aether.ajj.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.cli.help.HelpLayout;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The {@code --help} of every command. */
class HelpTest {

    static Stream<CommandSpec> commands() {
        return CommandTree.all(CommandTree.ajj().getCommandSpec());
    }

    private static String help(CommandSpec command) {
        return command.commandLine().getUsageMessage(CommandLine.Help.Ansi.OFF);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("commands")
    void fitsEightyColumns(CommandSpec command) {
        assertThat(help(command).lines()).allMatch(line -> line.length() <= 80);
        assertThat(help(command).lines()).noneMatch(line -> line.endsWith(" "));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("commands")
    void describesEverything(CommandSpec command) {
        assertThat(command.usageMessage().description()).isNotEmpty();
        assertThat(command.usageMessage().description()[0]).as("one sentence").matches("[A-Z].*\\.");
        command.args()
                .forEach(argument -> assertThat(argument.description())
                        .as("%s of %s", argument.paramLabel(), command.qualifiedName(" "))
                        .isNotEmpty()
                        .allMatch(text -> !text.isBlank() && !text.contains("${")));
    }

    @Test
    void ownOptionsComeFirstAndExamplesLast() {
        CommandSpec forget = CommandTree.shown()
                .filter(command -> command.qualifiedName(" ").equals("ajj workspace forget"))
                .findFirst()
                .orElseThrow();

        assertThat(help(forget)).isEqualTo("""
                        Usage: ajj workspace forget [OPTIONS] [WORKSPACE...]

                        Forget workspaces and remove their services.

                        Removes the containers, the network and the volumes with all their data, and
                        makes jj forget the workspace. Its directory stays, as in jj. If a step fails,
                        run it again.

                        Arguments:
                          WORKSPACE...  Names or paths of workspaces. Default: the current one.

                        Options:
                          -y, --yes               Do not ask, even when data in volumes is lost. Without
                                                  a terminal, or with --json, ajj does not ask.
                              --dry-run           Only show what would be removed and which data and
                                                  files would be lost
                              --abandon           Forget services whose engine cannot be reached. Only
                                                  for an engine that no longer exists: nothing removes
                                                  them later.
                              --timeout=DURATION  Timeout of the whole command, such as 90s or 2m. A
                                                  rollback may take up to 20s more. Default: none.

                        Options of all commands:
                          -o, --output=FORMAT   How to print: human, json
                              --json            Short for --output json
                          -c, --config=FILE     Read this file instead of looking for aether.toml
                          -R, --repository=DIR  Work on the repository around this directory
                              --color=WHEN      When to use colours: auto, always, never
                          -q, --quiet           Print only what was asked for, warnings and errors
                          -v, --verbose         Print each call to jj and the engine, with its duration
                          -h, --help            Show this help message and exit
                          -V, --version         Print version information and exit
                        """);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 20, 80, 99, 500})
    void fitsAnyTerminal(int columns) {
        CommandLine ajj = CommandTree.ajj();
        HelpLayout.apply(ajj, () -> columns);
        int widest = Math.clamp(columns, 55, 100);

        List<String> described = Arrays.stream(
                        ajj.getUsageMessage(CommandLine.Help.Ansi.OFF).split("\n", -1))
                .filter(line -> !line.startsWith("  ajj workspace add"))
                .toList();

        assertThat(described).allMatch(line -> line.length() <= widest);
    }

    @Test
    void helpIsTheSameAsTheOption() {
        TypedCommand ajj =
                new TypedCommand(new dev.aether.ajj.testing.FakeWorld(dev.aether.ajj.testing.Declarations.config()));

        assertThat(ajj.type("help")).isEqualTo(ajj.type("--help"));
    }
}
