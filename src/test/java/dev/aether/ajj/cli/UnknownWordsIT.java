package dev.aether.ajj.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.testing.NeedsJj;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** No command of the real jj is treated as unknown: it would start later, and as a child process. */
@NeedsJj
class UnknownWordsIT {

    @Test
    void commandsOfJjAndTheirAliasesAreNotSuggestions() throws IOException {
        List<String> words = Pattern.compile("(?m)^  ([a-z-]+) |alias: ([a-z][a-z-]*)")
                .matcher(help())
                .results()
                .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                .filter(word -> !CommandTable.ajj().commands().contains(word))
                .toList();

        assertThat(words).contains("log", "workspace", "ci").hasSizeGreaterThan(40);
        assertThat(words)
                .allSatisfy(word -> assertThat(UnknownWords.suggestion(List.of(word)))
                        .as(word)
                        .isEmpty());
    }

    private static String help() throws IOException {
        Process process = new ProcessBuilder("jj", "--help").start();
        process.getOutputStream().close();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
