package dev.aether.ajj.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.CommandSpec;

class CommandWordsTest {

    static Stream<List<String>> commandLines() {
        return CommandTree.all(CommandTree.ajj().getCommandSpec())
                .flatMap(command -> command.names().stream()
                        .map(name -> Stream.concat(ancestors(command), Stream.of(name))
                                .skip(1)
                                .toList()))
                .filter(words -> !words.isEmpty());
    }

    private static Stream<String> ancestors(CommandSpec command) {
        return command.parent() == null
                ? Stream.of()
                : Stream.concat(
                        ancestors(command.parent()), Stream.of(command.parent().name()));
    }

    /** A command that only picocli knows would never run. */
    @ParameterizedTest
    @MethodSource("commandLines")
    void knowsEveryCommand(List<String> words) {
        List<String> line = new ArrayList<>(List.of("--json"));
        line.addAll(words);

        assertThat(CommandWords.isForJj(line)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("dev.aether.ajj.cli.SampleLines#all")
    void theFirstWordDecides(boolean forJj, List<String> arguments) {
        assertThat(CommandWords.isForJj(arguments)).isEqualTo(forJj);
    }

    @ParameterizedTest
    @MethodSource("dev.aether.ajj.cli.SampleLines#forJj")
    void removesAjjsOptionsForJj(List<String> arguments, List<String> given) {
        assertThat(CommandWords.argumentsForJj(arguments)).isEqualTo(given);
    }
}
