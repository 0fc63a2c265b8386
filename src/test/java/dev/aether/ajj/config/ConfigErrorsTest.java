package dev.aether.ajj.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.ErrorCode;
import dev.aether.ajj.error.Failure;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The position, message and hint for each mistake. */
class ConfigErrorsTest {
    private static final Path FILE = Path.of("/repository/aether.toml");

    @ParameterizedTest(name = "{0}")
    @MethodSource({
        "dev.aether.ajj.config.SyntaxMistakes#all",
        "dev.aether.ajj.config.FileKeyMistakes#all",
        "dev.aether.ajj.config.SshKeyMistakes#all",
        "dev.aether.ajj.config.ServiceKeyMistakes#all",
        "dev.aether.ajj.config.PortAndVolumeMistakes#all",
        "dev.aether.ajj.config.ServiceValueMistakes#all",
        "dev.aether.ajj.config.ContainerKeyMistakes#all",
        "dev.aether.ajj.config.ImageMistakes#all",
        "dev.aether.ajj.config.RuleMistakes#all"
    })
    void reportsEveryMistakeWithPositionAndHint(Mistake mistake) {
        Failure failure = catchThrowableOfType(Failure.class, () -> WithoutTemplates.parse(FILE, mistake.toml()));

        assertThat(failure).as("no fault was reported").isNotNull();
        assertThat(failure.problems()).allMatch(problem -> ErrorCode.of(problem) == ErrorCode.CONFIG_INVALID);
        assertThat(shown(failure)).isEqualTo(mistake.expected());
    }

    private static String shown(Failure failure) {
        return failure.problems().stream()
                .map(ConfigProblem.Invalid.class::cast)
                .map(problem -> "%d:%d %s\n    %s\n"
                        .formatted(
                                problem.position().line(),
                                problem.position().column(),
                                problem.message(),
                                String.join("\n    ", problem.hints())))
                .collect(Collectors.joining());
    }
}
