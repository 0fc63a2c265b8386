package dev.aether.ajj.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.Wiring;
import dev.aether.ajj.spi.machine.ProcessContext;
import dev.aether.ajj.system.process.ProcessHandover;
import dev.aether.ajj.system.terminal.PosixConsole;
import dev.aether.ajj.system.terminal.PosixTerminal;
import java.io.PrintStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class AjjApplicationTest {

    @Test
    void createsEveryCommandOfItsParts() {
        ProcessContext process = ProcessContext.current();
        PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream());
        CommandLine all = Wiring.application(new Machine(
                        process,
                        new PosixTerminal(process),
                        new PosixConsole(),
                        new ProcessHandover(),
                        (_, _) -> () -> {}))
                .commandLine(nowhere, nowhere, "--help");

        assertThat(tree(all).map(CommandLine::getCommand)).doesNotContainNull().hasSizeGreaterThan(20);
    }

    private static Stream<CommandLine> tree(CommandLine command) {
        return Stream.concat(
                Stream.of(command),
                command.getSubcommands().values().stream().distinct().flatMap(AjjApplicationTest::tree));
    }
}
