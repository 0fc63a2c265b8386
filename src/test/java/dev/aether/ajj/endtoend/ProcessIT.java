package dev.aether.ajj.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.testing.NeedsDocker;
import dev.aether.ajj.testing.NeedsJj;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * ajj as a process: closed standard streams, a deleted working directory, signals that make a runtime dump its memory.
 */
@NeedsJj
@EnabledOnOs(OS.LINUX)
class ProcessIT {
    @TempDir
    Path directory;

    private PackagedAjj ajj;

    @BeforeEach
    void repository() {
        ajj = new PackagedAjj(directory);
    }

    @AfterEach
    void clean() {
        ajj.close();
    }

    @Test
    void nothingIsWrittenToAClosedStandardStream() {
        assertThat(ajj.shell("$AJJ list >&-; echo $?"))
                .isEqualTo("Error: cannot write to stdout: bad file descriptor\n3\n");
        assertThat(ajj.shell("$AJJ --version >&-; echo $?"))
                .isEqualTo("Error: cannot write to stdout: bad file descriptor\n3\n");
        assertThat(ajj.shell("$AJJ list <&- 2>&-; echo $?"))
                .contains("* default ")
                .endsWith("\n0\n");
    }

    @Test
    void aDeletedWorkingDirectoryIsAnError() {
        assertThat(ajj.shell("mkdir gone && cd gone && rmdir ../gone && { $AJJ list; echo $?; $AJJ up; echo $?; }"))
                .containsSubsequence(
                        "Error: the current directory no longer exists\n",
                        "Hint: change to an existing one: cd /\n3\n",
                        "Error: the current directory no longer exists\n")
                .doesNotContain("Exception", "\tat ");
    }

    /** Batch systems limit address space. A native image reserves 32 GiB by default. */
    @Test
    void worksWithFourGibibytesOfAddressSpace() {
        assertThat(ajj.shell("ulimit -v 4194304; $AJJ list")).contains("* default ");
    }

    /** The JVM writes a thread dump at SIGQUIT by default. */
    @ParameterizedTest
    @ValueSource(strings = {"USR1", "QUIT"})
    @NeedsDocker
    void signalsWriteNoDumps(String signal) throws Exception {
        ajj.config("""
                [services.talker]
                image = "busybox:1"
                command = ["sh", "-c", "echo begun; exec sleep 600"]
                ports = []
                """);
        ajj.run("up").orFail();
        List<Path> before = files();

        Process logs = ajj.startIn(ajj.repository.root(), "logs", "-f", "talker");
        BufferedReader out = logs.inputReader(StandardCharsets.UTF_8);
        assertThat(out.readLine()).contains("begun");
        ProcessSignals.send(signal, logs);
        if (signal.equals("QUIT")) {
            boolean _ = logs.toHandle().destroy(); // unlike Process.destroy, this keeps the streams open
        }
        List<String> rest = out.lines().toList();

        assertThat(logs.waitFor()).isNotZero();
        assertThat(rest).isEmpty();
        assertThat(files()).isEqualTo(before);
        ajj.run("down", "--volumes").orFail();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(ajj.repository.root())) {
            return files.sorted().toList();
        }
    }
}
