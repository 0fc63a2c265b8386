package dev.aether.ajj.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.report.Progress.Stage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What is seen while something goes on, with and without a terminal. */
class ProgressTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private final Screen plain = new Screen(err, false, false);
    private final Screen terminal = new Screen(err, true, false);

    private static void pull(Progress progress) {
        progress.update("db", Stage.PULLING, "postgres:15");
        progress.update("db", Stage.PULLING, "postgres:15, 0 of 2 layers");
        progress.trace("engine: ping", 12);
        progress.update("db", Stage.PULLING, "postgres:15, 12.3 MB of 45.6 MB, 1 of 2 layers");
        progress.update("db", Stage.PULLED, "postgres:15, 45.6 MB");
        progress.update("db", Stage.STARTING, "");
    }

    @Test
    void aLogGetsTheBeginningAndTheEndOfAPull() {
        pull(new PlainProgress(plain, false, false));

        assertThat(seen()).isEqualTo("""
                        db: pulling (postgres:15)
                        db: pulled after 0.0 s (postgres:15, 45.6 MB)
                        db: starting
                        """);
    }

    @Test
    void verboseGetsCallsToo() {
        pull(new PlainProgress(plain, true, true));

        assertThat(seen()).isEqualTo("    12 ms  engine: ping\n");
    }

    @Test
    void aTerminalSeesTheAmountGrow() {
        pull(new LiveProgress(terminal, 80, true));

        String again = "\u001b[1A\u001b[2K\u001b[G";
        assertThat(seen()).isEqualTo("""
                        • db  pulling (postgres:15)
                        %1$s• db  pulling (postgres:15, 0 of 2 layers)
                        %1$s    12 ms  engine: ping
                        • db  pulling (postgres:15, 0 of 2 layers)
                        %1$s• db  pulling (postgres:15, 12.3 MB of 45.6 MB, 1 of 2 layers)
                        %1$s• db  pulled after 0.0 s (postgres:15, 45.6 MB)
                        %1$s• db  starting
                        """.formatted(again));
    }

    @Test
    void aNarrowTerminalSeesWhatFits() {
        new LiveProgress(terminal, 30, false)
                .update("db", Stage.PULLING, "postgres:15, 12.3 MB of 45.6 MB, 1 of 2 layers");

        assertThat(seen()).isEqualTo("• db  pulling (postgres:15, …\n").hasSizeLessThan(31);
    }

    @Test
    void afterAFailureNoLineStaysThatIsNotTrue() {
        LiveProgress progress = new LiveProgress(terminal, 80, false);
        progress.update("web", Stage.PULLING, "nginx:1.27");
        progress.update("cache", Stage.READY, "");
        progress.update("db", Stage.ROLLED_BACK, "");
        progress.update("mail", Stage.WAITING, "");
        bytes.reset();

        progress.abort();

        assertThat(seen()).endsWith("""
                        ✘ web    interrupted
                        ✔ cache  ready after 0.0 s
                        ✘ db     rolled back
                        ✘ mail   interrupted
                        """);
    }

    private String seen() {
        return bytes.toString(StandardCharsets.UTF_8).replaceAll("after \\d+\\.\\d s", "after 0.0 s");
    }
}
