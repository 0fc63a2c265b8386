package dev.aether.ajj.cli.output;

import dev.aether.ajj.cli.terminal.DisplayedProgress;
import dev.aether.ajj.cli.terminal.Screen;
import dev.aether.ajj.cli.terminal.Style;
import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.ExitStatus;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.model.text.WordWrap;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Output for humans: answers on stdout; progress, warnings, errors and hints on stderr. */
public final class HumanOutput implements Output {
    private final Screen out;
    private final Screen err;
    private final DisplayedProgress progress;
    private final Settings settings;

    /**
     * The settings of the output.
     *
     * @param quiet whether to print only requested answers, warnings and errors
     * @param verbose whether to print stack traces of unexpected errors
     * @param columns width of stdout's terminal; 0 without one
     * @param errorColumns width of stderr's terminal; 0 without one
     */
    public record Settings(boolean quiet, boolean verbose, int columns, int errorColumns, BooleanSupplier isRead) {}

    public HumanOutput(Screen out, Screen err, DisplayedProgress progress, Settings settings) {
        this.out = out;
        this.err = err;
        this.progress = progress;
        this.settings = settings;
    }

    @Override
    public DisplayedProgress progress() {
        return progress;
    }

    @Override
    public boolean color() {
        return out.hasColor();
    }

    @Override
    public void begin(String activity) {
        progress.begin(activity);
    }

    @Override
    public int show(View view) {
        progress.finish();
        return view.text(this);
    }

    /** Returns the colours for stdout. */
    public Style style() {
        return out.style();
    }

    /** Returns the width of stdout's terminal; 0 without one. */
    public int columns() {
        return settings.columns();
    }

    public boolean isQuiet() {
        return settings.quiet();
    }

    /** Returns stdout, for answers that are printed in parts. */
    public Screen screen() {
        return out;
    }

    /** Whether a process still reads stdout. */
    public boolean isRead() {
        return settings.isRead().getAsBoolean();
    }

    public void warn(String message) {
        progress.warn(message);
    }

    /** Prints hints on stderr, each after {@code Hint:}. */
    public void hint(List<String> hints) {
        hints.forEach(hint ->
                ProblemText.hint(hint, err.style(), settings.errorColumns()).forEach(err::println));
    }

    /** Prints a requested answer. */
    public int print(List<String> lines) {
        lines.forEach(out::println);
        out.flush();
        return ExitStatus.SUCCESS;
    }

    /** Prints text with jj's colours. */
    public void printColored(String text) {
        out.printColored(text);
    }

    /** Prints what was done, except with {@code --quiet}. */
    public int confirm(List<String> lines) {
        return settings.quiet() ? ExitStatus.SUCCESS : print(lines);
    }

    /** Prints lines for other programs. */
    public int printData(List<String> lines) {
        lines.forEach(out::printData);
        out.flush();
        return ExitStatus.SUCCESS;
    }

    @Override
    public void fail(Failure failure) {
        progress.abort();
        if (settings.verbose() && failure.getCause() != null && isUnexpected(failure.first())) {
            err.printStackTrace(failure.getCause());
        }
        report(failure.problems());
        if (!failure.outcome().isEmpty()) {
            WordWrap.labelled(failure.outcome(), settings.errorColumns()).forEach(err::println);
            err.flush();
        }
    }

    /** Whether a stack trace helps to find the cause. */
    private static boolean isUnexpected(Problem problem) {
        return problem instanceof Problem.Internal || problem instanceof BackendProblem.Unavailable;
    }

    /**
     * Prints problems on stderr.
     *
     * @return the exit status of the first one
     */
    public int report(List<Problem> problems) {
        ProblemText.problems(problems, err.style(), settings.errorColumns()).forEach(err::println);
        ProblemText.furtherReading(problems).forEach(hint -> hint(List.of(hint)));
        err.flush();
        return Output.exitStatus(problems);
    }
}
