package dev.aether.ajj.cli;

import dev.aether.ajj.cli.output.DisplayedProgress;
import dev.aether.ajj.cli.output.HumanOutput;
import dev.aether.ajj.cli.output.JsonOutput;
import dev.aether.ajj.cli.output.LiveProgress;
import dev.aether.ajj.cli.output.Output;
import dev.aether.ajj.cli.output.PlainProgress;
import dev.aether.ajj.spi.Terminal;
import java.io.PrintStream;
import java.util.Map;

/** Chooses how to print: by the options, the terminal and the environment. */
final class Outputs {
    private final PrintStream out;
    private final PrintStream err;
    private final Terminal terminal;
    private final Map<String, String> environment;
    private final CurrentProgress current;

    Outputs(
            PrintStream out,
            PrintStream err,
            Terminal terminal,
            Map<String, String> environment,
            CurrentProgress current) {
        this.out = out;
        this.err = err;
        this.terminal = terminal;
        this.environment = environment;
        this.current = current;
    }

    /** How wide the terminal is. */
    int columns() {
        return terminal.columns();
    }

    /** The output that the options ask for; from now on it also hears the adapters' progress. */
    Output create(GlobalOptions options) {
        Output output = choose(options);
        current.showWith(output.progress());
        return output;
    }

    private Output choose(GlobalOptions options) {
        if (options.isJson()) {
            return new JsonOutput(out, new PlainProgress(err, false, true, options.verbose));
        }
        boolean errColor = color(options.color, terminal.isErrorTerminal());
        return new HumanOutput(
                out,
                err,
                progress(options, errColor),
                new HumanOutput.Settings(
                        color(options.color, terminal.isOutputTerminal()),
                        errColor,
                        options.quiet,
                        options.verbose,
                        terminal.isOutputTerminal() ? terminal.columns() : 0,
                        terminal::isOutputRead));
    }

    private DisplayedProgress progress(GlobalOptions options, boolean color) {
        boolean live = terminal.isErrorTerminal() && !isDumb() && !options.quiet;
        return live
                ? new LiveProgress(err, color, terminal.columns(), options.verbose)
                : new PlainProgress(err, color, options.quiet, options.verbose);
    }

    /** See https://no-color.org: set and not empty means none, unless it is asked for on the command line. */
    private boolean color(GlobalOptions.Color when, boolean isTerminal) {
        return switch (when) {
            case always -> true;
            case never -> false;
            case auto ->
                isTerminal
                        && !isDumb()
                        && environment.getOrDefault("NO_COLOR", "").isEmpty();
        };
    }

    private boolean isDumb() {
        return "dumb".equals(environment.get("TERM"));
    }
}
