package dev.aether.ajj.docker.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.error.Problem;
import dev.aether.ajj.spi.backend.Backend.Instance;
import dev.aether.ajj.spi.backend.ContainerCommand;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages of Docker 20.10 and Podman 4.3. */
class CommandRefusalTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            OCI runtime exec failed: exec failed: unable to start container process: exec: "psq": executable file not found in $PATH: unknown | 127
            OCI runtime exec failed: exec failed: unable to start container process: exec: "/psq": stat /psq: no such file or directory: unknown | 127
            OCI runtime exec failed: exec failed: unable to start container process: exec: "psq": permission denied: unknown | 126
            unable to find user nosuch: no matching entries in passwd file | 126
            OCI runtime exec failed: exec failed: unable to start container process: chdir to cwd ("/nosuch") set in config.json failed: no such file or directory: unknown | 126
            """)
    void hasTheExitStatusOfAShell(String words, int status) {
        assertThat(CommandRefusal.matches(words + "\r\n")).isTrue();
        assertThat(problem(words).exitStatus()).isEqualTo(status);
        assertThat(problem(words).hints()).isNotEmpty();
    }

    @Test
    void anUnknownMessageIsReported() {
        Problem.CannotStart problem = problem("OCI runtime exec failed: something new");
        assertThat(problem.message()).endsWith(": OCI runtime exec failed: something new");
        assertThat(problem.exitStatus()).isEqualTo(126);
    }

    @Test
    void otherOutputDoesNotMatch() {
        assertThat(CommandRefusal.matches("PONG\n")).isFalse();
    }

    private static Problem.CannotStart problem(String words) {
        Instance service = new Instance("db", "1");
        ContainerCommand command = new ContainerCommand(
                List.of("psq"),
                words.contains("user") ? Optional.of("nosuch") : Optional.empty(),
                words.contains("cwd") ? Optional.of("/nosuch") : Optional.empty(),
                List.of());
        return (Problem.CannotStart) CommandRefusal.of(service, command, words).first();
    }
}
