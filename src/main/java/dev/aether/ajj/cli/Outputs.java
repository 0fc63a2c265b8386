package dev.aether.ajj.cli;

import dev.aether.ajj.cli.option.GlobalOptions;
import dev.aether.ajj.cli.output.HumanOutput;
import dev.aether.ajj.cli.output.JsonOutput;
import dev.aether.ajj.cli.output.Output;
import dev.aether.ajj.cli.session.CurrentProgress;
import dev.aether.ajj.cli.terminal.DisplayedProgress;
import dev.aether.ajj.cli.terminal.LiveProgress;
import dev.aether.ajj.cli.terminal.PlainProgress;
import dev.aether.ajj.cli.terminal.Screen;
import dev.aether.ajj.spi.terminal.Terminal;
import java.io.PrintStream;
import java.util.Map;

/** Selects the output by the options, the terminal and the environment. */
record Outputs(
        PrintStream out, PrintStream err, Terminal terminal, Map<String, String> environment, CurrentProgress current) {
    int columns() {
        return terminal.columns();
    }

    /** Returns the output for the options. From now on it also receives the adapters' progress. */
    Output create(String operation, GlobalOptions options) {
        Output output = choose(operation, options);
        current.showWith(output.progress());
        return output;
    }

    private Output choose(String operation, GlobalOptions options) {
        if (options.isJson()) {
            Screen plain = new Screen(err, terminal.isErrorTerminal(), false);
            return new JsonOutput(operation, out, new PlainProgress(plain, true, options.isVerbose()));
        }
        Screen errScreen = screen(err, terminal.isErrorTerminal(), options);
        return new HumanOutput(
                screen(out, terminal.isOutputTerminal(), options),
                errScreen,
                progress(errScreen, options),
                new HumanOutput.Settings(
                        options.isQuiet(),
                        options.isVerbose(),
                        terminal.isOutputTerminal() ? terminal.columns() : 0,
                        terminal.isErrorTerminal() ? terminal.columns() : 0,
                        terminal::isOutputRead));
    }

    private Screen screen(PrintStream stream, boolean isTerminal, GlobalOptions options) {
        return new Screen(stream, isTerminal, color(options.color(), isTerminal));
    }

    private DisplayedProgress progress(Screen screen, GlobalOptions options) {
        boolean live = terminal.isErrorTerminal() && !isDumb() && !options.isQuiet();
        return live
                ? new LiveProgress(screen, terminal.columns(), options.isVerbose())
                : new PlainProgress(screen, options.isQuiet(), options.isVerbose());
    }

    /** Follows https://no-color.org: set and not empty means no colours, unless the command line requests them. */
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
