package dev.aether.ajj.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.testing.NeedsJj;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The real jj understands every command of jj in messages, hints and help texts. */
@NeedsJj
class HintsIT {

    /** A sentence may continue with the word jj after a colon: a command begins with one of jj's words. */
    static Stream<List<String>> commands() throws Exception {
        Set<String> known = Pattern.compile("(?m)^  ([a-z-]+) ")
                .matcher(run(List.of("jj", "--help")).output())
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
        assertThat(known).contains("workspace", "undo", "file");
        Stream<List<String>> passedThrough = HintedCommands.of("ajj").filter(CommandWords::isForJj);
        return Stream.concat(HintedCommands.of("jj"), passedThrough)
                .filter(words -> known.contains(words.getFirst()))
                .filter(words -> words.stream()
                        .noneMatch(word -> word.contains("...") || word.equals("COMMAND") || word.equals("x")))
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void jjKnowsTheCommandAndItsOptions(List<String> words) throws Exception {
        List<String> command = new ArrayList<>(List.of("jj"));
        command.addAll(words);
        command.add("--help");

        Ended ended = run(command);

        assertThat(ended.status())
                .as("%s\n%s", String.join(" ", command), ended.output())
                .isZero();
    }

    private record Ended(int status, String output) {}

    private static Ended run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }
}
