package dev.aether.ajj.cli.completion;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs a real bash with the words that readline would pass. */
@DisabledOnOs(OS.WINDOWS)
class BashScriptTest {
    /** Replaces compopt, which fails outside of a real completion, and prints its arguments. */
    private static final String DRIVER = """
            source "$1"
            compopt() { echo "compopt $*" >>"$CALLS"; }
            COMP_LINE=$2 COMP_POINT=${#2}
            shift 2
            COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
            _ajj "$1" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
            printf '%s\\n' "${COMPREPLY[@]}"
            """;

    @TempDir
    Path directory;

    private CompletionScene scene;

    @BeforeEach
    void load() {
        scene = new CompletionScene(directory, Shell.bash);
    }

    private List<String> complete(String line) {
        List<String> arguments = new ArrayList<>(List.of(line));
        arguments.addAll(ReadlineWords.of(line));
        return scene.run(List.of("bash", "--norc", "-c", DRIVER, "bash"), arguments);
    }

    static Stream<Arguments> lines() {
        return Stream.of(
                line("ajj work", "workspace"),
                line("ajj -q --color never clean", "cleanup"),
                line("ajj workspace for", "forget"),
                line("ajj list --o", "--output"),
                line("ajj list -o ", "human", "json"),
                line("ajj list --output j", "json"),
                line("ajj list --output=j", "json"),
                line("ajj list --output=", "human", "json"),
                line("ajj -oj", "-ojson"),
                line("ajj -qo j", "json"),
                line("ajj up ", "postgres", "redis"),
                line("ajj up postgres r", "redis"),
                line("ajj up --timeout ", new String[0]),
                line("ajj up --timeout 5s p", "postgres"),
                line("ajj workspace forget my", "my\\ work"),
                line("ajj workspace forget my\\ w", "my\\ work"),
                line("ajj workspace forget \"my", "my work"),
                line("ajj workspace forget 'my", "my work"),
                line("ajj workspace forget it", "it\\'s"),
                line("ajj workspace forget 'it", new String[0]),
                line("ajj workspace forget a", "a:b"),
                line("ajj workspace forget a:", "b"),
                line("ajj workspace forget \\$", "\\$HOME"),
                line("ajj workspace forget -- f", "feature"),
                line("ajj completion ", "bash", "zsh", "fish"),
                line("ajj completion bash ", new String[0]),
                line("ajj down ", new String[0]),
                line("ajj workspace add --deb", "--debug"),
                line("ajj up --deb", new String[0]));
    }

    private static Arguments line(String line, String... replies) {
        return Arguments.of(line, List.of(replies));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void completesWords(String line, List<String> replies) {
        assertThat(complete(line)).containsExactlyElementsOf(replies);
    }

    @Test
    void completesCommandsOfAjjAndJj() {
        List<String> offered = complete("ajj ");

        assertThat(offered)
                .startsWith("init", "workspace", "up")
                .contains("log", "st")
                .doesNotContain("--debug", "__complete");
        assertThat(offered).doesNotHaveDuplicates();
        assertThat(complete("ajj -")).contains("--json", "--debug").doesNotContain("log", "up");
    }

    @ParameterizedTest
    @MethodSource
    void passesTheLineToJj(String line, String call) {
        complete(line);

        assertThat(scene.calls()).contains(call);
    }

    static Stream<Arguments> passesTheLineToJj() {
        return Stream.of(
                Arguments.of("ajj log -r ma", "jj log -r ma|ma"),
                Arguments.of("ajj log --limit=3 x", "jj log --limit = 3 x|x"),
                Arguments.of("ajj --no-pager lo", "jj --no-pager lo|lo"),
                Arguments.of("ajj -R ../x log ", "jj -R ../x log |"),
                Arguments.of("ajj workspace root ", "jj workspace root |"),
                Arguments.of("ajj workspace r", "jj workspace r|r"));
    }

    @ParameterizedTest
    @MethodSource
    void asksJjForItsValues(String line, String call) {
        assertThat(complete(line)).containsExactly("log");

        assertThat(scene.calls()).contains(call);
    }

    static Stream<Arguments> asksJjForItsValues() {
        return Stream.of(
                Arguments.of("ajj status --json lo", "jj status lo|lo"),
                Arguments.of("ajj workspace add --no-services -r lo", "jj workspace add -r lo|lo"),
                Arguments.of("ajj -R x workspace add --revision=lo", "jj -R x workspace add --revision lo|lo"));
    }

    @Test
    void respectsTheRepositoryOption() {
        complete("ajj -R '../my repo' -c ~/a.toml up ");

        assertThat(scene.calls()).contains("ajj __complete services -R ../my repo -c " + directory + "/a.toml");
    }

    @ParameterizedTest
    @MethodSource
    void leavesPathsToBash(String line, String call) {
        assertThat(complete(line)).isEmpty();

        assertThat(scene.calls()).endsWith(call);
    }

    static Stream<Arguments> leavesPathsToBash() {
        return Stream.of(
                Arguments.of("ajj -c ", "compopt -o default"),
                Arguments.of("ajj -R ", "compopt -o dirnames"),
                Arguments.of("ajj workspace add ../", "compopt -o dirnames"),
                Arguments.of("ajj workspace forget ./fea", "compopt -o dirnames"));
    }

    @Test
    void doesNotEvaluateTheLine() {
        complete("ajj workspace forget $(touch " + directory + "/evaluated)`touch " + directory + "/evaluated`");

        assertThat(directory.resolve("evaluated")).doesNotExist();
    }

    @Test
    void keepsTheUsersCompletionOfJj() {
        String driver = "complete -W mine jj\n" + DRIVER + "complete -p jj\n";

        assertThat(scene.run(List.of("bash", "--norc", "-c", driver, "bash"), List.of("ajj lo", "ajj", "lo")))
                .contains("log", "complete -W 'mine' jj");
    }
}
