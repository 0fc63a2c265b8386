package dev.aether.ajj.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.report.Progress.Stage;
import dev.aether.ajj.spi.report.Progress.Wait;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Progress with and without a terminal. */
class ProgressTest {
    private Instant now = Instant.EPOCH;
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
    void aLogShowsTheStartAndTheEndOfAPull() {
        pull(new PlainProgress(plain, false, false));

        assertThat(seen()).isEqualTo("""
                        db: pulling (postgres:15)
                        db: pulled after 0.0 s (postgres:15, 45.6 MB)
                        db: starting
                        """);
    }

    @Test
    void verboseShowsCalls() {
        pull(new PlainProgress(plain, true, true));

        assertThat(seen()).isEqualTo("    12 ms  engine: ping\n");
    }

    @Test
    void aTerminalShowsTheGrowingAmount() {
        pull(new LiveProgress(terminal, 80, true));

        String again = "\u001b[1A\u001b[2K\u001b[G";
        assertThat(seen()).isEqualTo("""
                        ⠋ db  pulling (postgres:15)
                        %1$s⠋ db  pulling (postgres:15, 0 of 2 layers)
                        %1$s    12 ms  engine: ping
                        ⠋ db  pulling (postgres:15, 0 of 2 layers)
                        %1$s⠋ db  pulling (postgres:15, 12.3 MB of 45.6 MB, 1 of 2 layers)
                        %1$s⠋ db  pulled after 0.0 s (postgres:15, 45.6 MB)
                        %1$s⠋ db  starting
                        """.formatted(again));
    }

    @Test
    void cutsLinesOnANarrowTerminal() {
        new LiveProgress(terminal, 30, false)
                .update("db", Stage.PULLING, "postgres:15, 12.3 MB of 45.6 MB, 1 of 2 layers");

        assertThat(seen()).isEqualTo("⠋ db  pulling (postgres:15, …\n").hasSizeLessThan(31);
    }

    @Test
    void afterAFailureUnfinishedLinesAreInterrupted() {
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

    @Test
    void showsTheElapsedTimeOfAWait() {
        LiveProgress progress = new LiveProgress(terminal, 80, false, () -> now);
        progress.update("db", Stage.STARTING, "");
        progress.update("db", Stage.WAITING, "");
        progress.update("cache", Stage.READY, "");
        now = now.plusMillis(2300);
        progress.waiting("db", new Wait("port 5432: closes the connection", Duration.ofSeconds(60), ""));
        now = now.plusMillis(10_000);
        progress.waiting(
                "db", new Wait("port 5432: closes the connection", Duration.ofSeconds(60), "FATAL: \u001bstarting up"));
        bytes.reset();

        now = now.plusMillis(100);
        progress.advance();

        assertThat(seen()).endsWith("""
                        ⠙ db     waiting: port 5432: closes the connection  12.4 of 60 s
                                 last line: FATAL: \\u001Bstarting up
                        ✔ cache  ready after 0.0 s
                        """);

        progress.update("db", Stage.READY, "");
        bytes.reset();
        progress.advance();
        assertThat(seen()).as("nothing changes any more").isEmpty();
    }

    @Test
    void keepsTheTimeOfACutLine() {
        LiveProgress progress = new LiveProgress(terminal, 40, false, () -> now);
        progress.update("db", Stage.WAITING, "");
        now = now.plusMillis(2300);
        progress.waiting("db", new Wait("port 5432: closes the connection", Duration.ofSeconds(60), ""));

        assertThat(seen()).endsWith("⠋ db  waiting: port 5432:…  2.3 of 60 s\n");
    }

    @Test
    void showsTheActivityUntilThereIsProgress() {
        LiveProgress progress = new LiveProgress(terminal, 80, false);
        progress.begin("reading aether.toml");
        progress.update("db", Stage.STARTING, "");
        progress.finish();

        assertThat(seen()).startsWith("⠋ reading aether.toml\n").endsWith(" db  starting\n");
    }

    @Test
    void erasesTheActivityAtTheEnd() {
        LiveProgress progress = new LiveProgress(terminal, 80, false);
        progress.begin("reading aether.toml");
        bytes.reset();
        progress.finish();

        assertThat(seen()).endsWith("\u001b[1A\u001b[2K\u001b[G");
    }

    @Test
    void doesNotDrawOverAQuestion() {
        LiveProgress progress = new LiveProgress(terminal, 80, false);
        progress.update("db", Stage.STARTING, "");
        bytes.reset();
        progress.pause();
        assertThat(seen()).endsWith("⠋ db  starting\n");

        bytes.reset();
        progress.advance();
        assertThat(seen()).as("while the user answers").isEmpty();

        progress.update("db", Stage.READY, "");
        assertThat(seen()).as("below the question").isEqualTo("✔ db  ready after 0.0 s\n");
    }

    @Test
    void warningsBreakBetweenWords() {
        new LiveProgress(terminal, 30, false).warn("the port of the service is taken");

        assertThat(seen()).isEqualTo("Warning: the port of the\n  service is taken\n");
    }

    private String seen() {
        return bytes.toString(StandardCharsets.UTF_8).replaceAll("after \\d+\\.\\d s", "after 0.0 s");
    }
}
