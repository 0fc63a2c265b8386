package dev.aether.ajj.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** ajj understands every command of its own in messages, hints and help texts. */
class HintsTest {

    static Stream<List<String>> commands() {
        return HintedCommands.of("ajj").filter(words -> !CommandWords.isForJj(words));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void namesACommandOfAjj(List<String> words) {
        try {
            CommandTree.ajj().parseArgs(words.toArray(String[]::new));
        } catch (CommandLine.MissingParameterException bare) {
            // A text may name a command alone, as in "the same as `ajj run`".
            assertThat(words).as("ajj %s", words).hasSizeLessThanOrEqualTo(2).allMatch(word -> word.matches("[a-z]+"));
        }
    }

    /** Compose would run a file that ajj may have just refused, with the user's environment. */
    @Test
    void noHintRunsCompose() {
        assertThat(Stream.of("docker", "docker-compose", "podman").flatMap(HintedCommands::of))
                .noneMatch(words -> words.contains("compose") || words.contains("config"));
    }

    @Test
    void findsTheCommands() {
        assertThat(commands()).hasSizeGreaterThan(40);
    }

    @Test
    void joinsConcatenatedTexts() {
        assertThat(SourceTexts.in("""
                        // "no text" and 'none'
                        f("start " + "it: ajj up " + name, "see `ajj logs " + quoted(a, b) + "` for more");
                        g(file + " is odd");
                        """)).containsExactly("start it: ajj up x", "see `ajj logs x` for more", "x is odd");
    }
}
