package dev.aether.ajj.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.model.config.Grant;
import dev.aether.ajj.model.text.SourcePosition;
import dev.aether.ajj.testing.SampleProblems;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Properties of all problems. */
class ProblemTest {
    private static final Set<String> WORDS = Set.of("message", "hints");

    static Stream<Problem> problems() {
        return SampleProblems.all();
    }

    /** Programs find in {@code details} what humans read in the message. */
    @ParameterizedTest
    @MethodSource("problems")
    void detailsContainItsData(Problem problem) {
        List<String> data = Arrays.stream(problem.getClass().getRecordComponents())
                .map(RecordComponent::getName)
                .filter(name -> !WORDS.contains(name))
                .toList();

        assertThat(problem.details().isEmpty())
                .as("%s holds %s, its details are %s", problem.getClass(), data, problem.details())
                .isEqualTo(data.isEmpty());
    }

    @ParameterizedTest
    @MethodSource("problems")
    void hasAMessageAndHints(Problem problem) {
        assertThat(problem.message()).isNotBlank().doesNotEndWith(".").doesNotContain("  ");
        assertThat(problem.hints())
                .isNotEmpty()
                .allSatisfy(hint -> assertThat(hint)
                        .isNotBlank()
                        .doesNotContain("  ", "\"\"")
                        .doesNotEndWith(":")
                        .doesNotEndWith(": "));
    }

    @Test
    void anUntrustedFileOfAnotherNameIsNamedInTheHint() {
        assertThat(untrusted("/repo/aether.toml").hints())
                .containsExactly("if you trust this repository, allow it: ajj trust");
        assertThat(untrusted("/repo/my file.toml").hints())
                .containsExactly("if you trust this repository, allow it: ajj -c '/repo/my file.toml' trust");
    }

    private static ConfigProblem untrusted(String file) {
        return new ConfigProblem.Untrusted(new Grant(
                Grant.Kind.MOUNT_READ, List.of("db", "/etc", "/etc"), new SourcePosition(Path.of(file), 1, 1)));
    }
}
