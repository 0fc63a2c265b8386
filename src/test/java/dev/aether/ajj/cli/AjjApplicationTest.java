package dev.aether.ajj.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.Wiring;
import dev.aether.ajj.spi.machine.ProcessContext;
import dev.aether.ajj.system.process.ProcessHandover;
import dev.aether.ajj.system.terminal.PosixConsole;
import dev.aether.ajj.system.terminal.PosixTerminal;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class AjjApplicationTest {

    @Test
    void createsEveryCommand() {
        ProcessContext process = ProcessContext.current();
        PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream());
        AjjApplication ajj = Wiring.application(new Machine(
                process, new PosixTerminal(process), new PosixConsole(), new ProcessHandover(), (_, _) -> () -> {}));

        List<Class<?>> created = tree(ajj.commandLine(nowhere, nowhere, "--help"))
                .<Class<?>>map(command -> command.getCommand().getClass())
                .toList();

        assertThat(created).hasSizeGreaterThan(20);
        assertThat(ajj.commands())
                .as("no command is created by reflection")
                .containsKeys(created.toArray(Class[]::new));
    }

    private static Stream<CommandLine> tree(CommandLine command) {
        return Stream.concat(
                Stream.of(command),
                command.getSubcommands().values().stream().distinct().flatMap(AjjApplicationTest::tree));
    }
}
