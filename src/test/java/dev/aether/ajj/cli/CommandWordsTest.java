package dev.aether.ajj.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CommandWordsTest {

    @ParameterizedTest
    @MethodSource("dev.aether.ajj.cli.SampleLines#all")
    void theFirstWordDecides(boolean forJj, List<String> arguments) {
        assertThat(CommandWords.areForJj(arguments)).isEqualTo(forJj);
    }

    @ParameterizedTest
    @MethodSource("dev.aether.ajj.cli.SampleLines#forJj")
    void whatMeansNothingToJjIsLeftOut(List<String> arguments, List<String> given) {
        assertThat(CommandWords.forJj(arguments)).isEqualTo(given);
    }
}
