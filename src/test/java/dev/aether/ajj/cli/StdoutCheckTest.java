package dev.aether.ajj.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Answers that cannot be written. */
class StdoutCheckTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void aFullDiskIsAnError() {
        assertThat(status(failing("No space left on device"), 0)).isEqualTo(3);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualToIgnoringNewLines("Error: cannot write to stdout: no space left on device\n");
    }

    @Test
    void aClosedPipeIsNoError() {
        assertThat(status(failing("Broken pipe"), 0)).isEqualTo(3);
        assertThat(err.size()).isZero();
    }

    @Test
    void keepsTheCommandsFailure() {
        assertThat(status(failing("Broken pipe"), 1)).isEqualTo(1);
    }

    @Test
    void keepsTheStatusOfAWrittenAnswer() {
        ByteArrayOutputStream arrived = new ByteArrayOutputStream();
        assertThat(status(arrived, 0)).isZero();
        assertThat(arrived.toString(StandardCharsets.UTF_8)).isEqualTo("answer");
        assertThat(err.size()).isZero();
    }

    /** Layers streams like the application: UTF-8 on top of Java's stdout. */
    private int status(OutputStream raw, int status) {
        PrintStream out =
                new PrintStream(new PrintStream(raw, false, StandardCharsets.UTF_8), false, StandardCharsets.UTF_8);
        out.print("answer");
        return new StdoutCheck(out, raw, new PrintStream(err, true, StandardCharsets.UTF_8)).exitStatus(status);
    }

    private static OutputStream failing(String reason) {
        return new OutputStream() {
            @Override
            public void write(int letter) throws IOException {
                throw new IOException(reason);
            }
        };
    }
}
