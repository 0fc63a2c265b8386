package dev.aether.ajj.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Every command of ajj that a message, a hint or a help text names is one that ajj understands. */
class HintsTest {

    static Stream<List<String>> commands() {
        return HintedCommands.of("ajj").filter(words -> !CommandWords.isForJj(words));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void theCommandIsUnderstood(List<String> words) {
        try {
            CommandTree.ajj().parseArgs(words.toArray(String[]::new));
        } catch (CommandLine.MissingParameterException bare) {
            // A text may name a command without its arguments, as in "the same as `ajj run`".
            assertThat(words).as("ajj %s", words).hasSizeLessThanOrEqualTo(2).allMatch(word -> word.matches("[a-z]+"));
        }
    }

    /** It would run the file of a repository with the whole environment, also what ajj has just refused. */
    @Test
    void noneRunsCompose() {
        assertThat(Stream.of("docker", "docker-compose", "podman").flatMap(HintedCommands::of))
                .noneMatch(words -> words.contains("compose") || words.contains("config"));
    }

    @Test
    void thereAreMany() {
        assertThat(commands()).hasSizeGreaterThan(40);
    }

    @Test
    void textsAreReadAsTheCodeJoinsThem() {
        assertThat(SourceTexts.in("""
                        // "no text" and 'none'
                        f("start " + "it: ajj up " + name, "see `ajj logs " + quoted(a, b) + "` for more");
                        g(file + " is odd");
                        """)).containsExactly("start it: ajj up x", "see `ajj logs x` for more", "x is odd");
    }
}
