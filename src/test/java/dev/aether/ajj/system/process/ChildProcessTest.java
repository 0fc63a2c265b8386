package dev.aether.ajj.system.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.model.variable.VariableChanges;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class ChildProcessTest {

    @Test
    void returnsTheChildsExitStatus() {
        assertThat(run("exit 42")).isEqualTo(42);
        assertThat(run("kill -9 $$")).isEqualTo(137);
    }

    @Test
    void addsVariables() {
        assertThat(run("test \"$ADDED\" = yes && test -n \"$PATH\"")).isZero();
    }

    @Test
    void distinguishesMissingFromNotExecutable(@TempDir Path directory) throws Exception {
        Path plain = Files.createFile(directory.resolve("plain"));

        assertThat(cannotStart("no-such-command").exitStatus()).isEqualTo(127);
        assertThat(cannotStart(plain.toString()).exitStatus()).isEqualTo(126);
        assertThat(cannotStart(plain.toString()).hints()).containsExactly("make it executable: chmod +x FILE");
    }

    private static int run(String script) {
        return new ChildProcess(
                        List.of("/bin/sh", "-c", script),
                        new VariableChanges(new TreeMap<>(Map.of("ADDED", "yes")), List.of("HOME")))
                .run();
    }

    private static Problem.CannotStart cannotStart(String command) {
        Failure failure = catchThrowableOfType(
                Failure.class, () -> new ChildProcess(List.of(command), VariableChanges.NONE).run());
        return (Problem.CannotStart) failure.first();
    }
}
