package dev.aether.ajj.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading takes linear time, and nesting never overflows the stack. */
class LargeFileTest {
    private static final Path FILE = Path.of("/repository/aether.toml");
    private static final String SERVICE = "[services.web]\nimage = \"web\"\n";
    private static final int LARGEST = 1 << 20;

    @ParameterizedTest
    @ValueSource(strings = {"# a comment\n", "\n", "\r\n", " \t\n", "\n# a comment\n"})
    @Timeout(10)
    void readsRunsOfCommentsAndBlankLinesInLinearTime(String line) {
        String run = line.repeat(LARGEST / 2 / line.length());

        assertThat(problems(run + SERVICE + run)).isEmpty();
        assertThat(problems(run + SERVICE + "volumes = [\n" + run + "\"data:/data\",\n" + run + "]\n"))
                .isEmpty();
        assertThat(problems(run + SERVICE + run + "imag = \"web\"\n"))
                .singleElement()
                .extracting(ConfigProblem.Invalid.class::cast)
                .satisfies(problem -> assertThat(problem.position().line())
                        .isEqualTo(3
                                + 2
                                        * (int) run.chars()
                                                .filter(each -> each == '\n')
                                                .count()));
    }

    @Test
    @Timeout(20)
    void readsALongLineWithManyEscapesInLinearTime() {
        String value = "→" + "\\n".repeat(400_000);
        assertThat(problems("[injection]\nfile = \".env\"\ntemplate = \"" + value + "\"\n"))
                .isEmpty();
    }

    @Test
    void refusesTooManyServicesOrVolumes() {
        assertThat(problems(many("[services.s%d]\nimage = \"x\"\n", 201)))
                .singleElement()
                .extracting(Problem::message)
                .isEqualTo("there are 201 services; the limit is 200");
        assertThat(problems(SERVICE + "volumes = [" + many("\"./a%1$d:/x%1$d\",\n", 1001) + "]\n"))
                .singleElement()
                .extracting(Problem::message)
                .isEqualTo("there are 1001 volumes and mounts; the limit is 1000");
    }

    private static String many(String text, int count) {
        return IntStream.range(0, count).mapToObj(text::formatted).collect(Collectors.joining());
    }

    static Stream<Arguments> repetitions() {
        return Stream.of(
                Arguments.of("", "[services.s%d]\nimage = \"x\"\n", ""),
                Arguments.of("[services.web]\nimage = \"web\"\n[services.web.env]\n", "KEY%d = \"{{ x }}\"\n", ""),
                Arguments.of(SERVICE + "env = {", "K%d = \"v\", ", "Z = \"\" }\n"),
                Arguments.of(SERVICE + "command = [", "\"word%d\",\n", "]\n"),
                Arguments.of(
                        SERVICE + "[[injection]]\nfile = \".env\"\ntemplate = \"\"\"\n", "KEY%d={{ x }}\n", "\"\"\"\n"),
                Arguments.of("", "unknown%d = 1\n", ""),
                Arguments.of("", "no toml %d\n", ""),
                Arguments.of("", "a = %d\n", ""),
                Arguments.of("a = [", "%d,\n", ""),
                Arguments.of("a = \"", "\\u00%d ", ""),
                Arguments.of(SERVICE + "depends_on = [", "\"word%d\", ", "]\n"));
    }

    @ParameterizedTest
    @MethodSource("repetitions")
    @Timeout(20)
    void readsManyOfAnything(String before, String repeated, String after) {
        assertThat(problems(before
                        + IntStream.range(0, 10_000)
                                .mapToObj(repeated::formatted)
                                .collect(Collectors.joining())
                        + after))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x = %s[", "x = %s[%s]", "x = %s{ a = ", "[%sa.", "[[%sa.", "%sa."})
    @Timeout(20)
    void refusesDeepNesting(String pattern) {
        String toml = pattern.replaceAll("%s(.*?)(%s.*|$)", "$1").repeat(10_000);
        String closed = pattern.contains("%s]") ? toml + "]".repeat(10_000) : toml;

        assertThat(problems(pattern.substring(0, pattern.indexOf("%s")) + closed))
                .isNotEmpty();
    }

    @Test
    void reportsTooDeepNesting() {
        assertThat(problems("x = " + "[".repeat(5_000) + "]".repeat(5_000)))
                .extracting(Problem::message)
                .containsExactly("nesting is too deep (more than 32 levels of tables and arrays)");
    }

    @Test
    void pointsToTheLineInTheFile() {
        assertThat(problems("# one\n\n[ports]\n\nrange = \"20000-20100\"\n# two\n[services.web]\n\n\n[ports]\n"))
                .extracting(
                        problem -> ((ConfigProblem.Invalid) problem).position().line() + " " + problem.message())
                .containsExactly("10 ports is defined twice, first in line 3");
    }

    private static List<Problem> problems(String toml) {
        Failure failure = catchThrowableOfType(Failure.class, () -> WithoutTemplates.parse(FILE, toml));
        return failure == null ? List.of() : failure.problems();
    }
}
