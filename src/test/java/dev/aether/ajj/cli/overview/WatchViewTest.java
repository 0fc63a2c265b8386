package dev.aether.ajj.cli.overview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aether.ajj.cli.output.HumanOutput;
import dev.aether.ajj.cli.terminal.PlainProgress;
import dev.aether.ajj.cli.terminal.Screen;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.lifecycle.overview.ListWorkspaces.Listing;
import dev.aether.ajj.lifecycle.view.Health;
import dev.aether.ajj.lifecycle.view.WorkspaceView;
import dev.aether.ajj.model.workspace.Location;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WatchViewTest {
    private static final String CLEAR = "\u001b[H\u001b[2J";

    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void redrawsChangesUntilInterrupted() {
        Iterator<ListView> seen =
                List.of(list("one"), list("one"), list("two"), list("two")).iterator();

        int status = watch(seen).text(output(80));

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("""
                        %1$sWORKSPACE  SERVICES  HEALTH  AGE  CHANGE  PATH
                        * one      -         -       -    -       .
                        Checked every 0.1 s; Ctrl-C ends
                        %1$sWORKSPACE  SERVICES  HEALTH  AGE  CHANGE  PATH
                        * two      -         -       -    -       .
                        Checked every 0.1 s; Ctrl-C ends
                        """.formatted(CLEAR));
        assertThat(status).isEqualTo(130);
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void endsWhenAQueryIsInterrupted() {
        WatchView view = new WatchView(
                () -> {
                    throw new Failure(new Problem.Interrupted("query"));
                },
                AT_ONCE);

        assertThat(view.text(output(80))).isEqualTo(130);
    }

    @Test
    void needsATerminal() {
        WatchView view = new WatchView(() -> list("one"), AT_ONCE);

        assertThatThrownBy(() -> view.text(output(0)))
                .isInstanceOf(Failure.class)
                .hasMessage("--watch needs a terminal, and stdout is not one");
        assertThat(out.size()).isZero();
    }

    /** Returns the lists, then simulates Ctrl-C. */
    private static WatchView watch(Iterator<ListView> seen) {
        return new WatchView(
                () -> {
                    ListView next = seen.next();
                    if (!seen.hasNext()) {
                        Thread.currentThread().interrupt();
                    }
                    return next;
                },
                AT_ONCE);
    }

    private static ListView list(String name) {
        WorkspaceView workspace = new WorkspaceView(
                name,
                Optional.of(Path.of("/repo")),
                Location.unknown(Location.DOCKER),
                "",
                Health.NONE,
                true,
                true,
                false,
                Optional.empty(),
                false,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty());
        return new ListView(new Listing(List.of(workspace), List.of()), Path.of("/repo"));
    }

    private HumanOutput output(int columns) {
        Screen errors = new Screen(new PrintStream(err, true, StandardCharsets.UTF_8), true, false);
        return new HumanOutput(
                new Screen(new PrintStream(out, true, StandardCharsets.UTF_8), true, false),
                errors,
                new PlainProgress(errors, false, false),
                new HumanOutput.Settings(false, false, columns, columns, () -> true));
    }
}
