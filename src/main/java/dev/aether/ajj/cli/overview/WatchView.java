package dev.aether.ajj.cli.overview;

import dev.aether.ajj.cli.output.HumanOutput;
import dev.aether.ajj.cli.output.JsonOutput;
import dev.aether.ajj.cli.output.View;
import dev.aether.ajj.cli.terminal.Screen;
import dev.aether.ajj.error.ExitStatus;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.model.text.Durations;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * The list of workspaces on a terminal, redrawn on changes until the user interrupts it.
 *
 * @param interval from the end of a query to the next one
 */
record WatchView(Supplier<ListView> lists, Duration interval) implements View {

    @Override
    public int text(HumanOutput out) {
        if (out.columns() == 0) {
            throw new Failure(new Problem.Usage(
                    "--watch needs a terminal, and stdout is not one",
                    List.of("print the list once: ajj list", "or poll it in a program: ajj list --json")));
        }
        try {
            watch(out);
        } catch (InterruptedException ended) {
            return ExitStatus.INTERRUPTED;
        } catch (Failure failure) {
            if (failure.first() instanceof Problem.Interrupted) {
                return ExitStatus.INTERRUPTED;
            }
            throw failure;
        }
        throw new IllegalStateException("a watch has no other end");
    }

    private void watch(HumanOutput out) throws InterruptedException {
        List<String> drawn = List.of();
        while (true) {
            ListView list = lists.get();
            List<String> lines = list.lines(out.columns(), out.style());
            if (!lines.equals(drawn)) {
                draw(out.screen(), lines);
                int _ = out.report(list.listing().problems());
                drawn = lines;
            }
            Thread.sleep(interval);
        }
    }

    private void draw(Screen screen, List<String> lines) {
        String clear = screen.sequence("H") + screen.sequence("2J");
        screen.print(clear + String.join(System.lineSeparator(), lines) + System.lineSeparator());
        screen.println(screen.style().faint("Checked every " + Durations.words(interval) + "; Ctrl-C ends"));
        screen.flush();
    }

    @Override
    public int json(JsonOutput out) {
        throw new Failure(new Problem.Usage(
                "--watch has no end, and --json prints one object",
                List.of("leave --watch out, and call ajj list --json again", "or leave --json out")));
    }
}
