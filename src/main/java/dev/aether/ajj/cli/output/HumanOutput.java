package dev.aether.ajj.cli.output;

import dev.aether.ajj.cli.terminal.DisplayedProgress;
import dev.aether.ajj.cli.terminal.Screen;
import dev.aether.ajj.cli.terminal.Style;
import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.ExitStatus;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import java.util.List;
import java.util.function.BooleanSupplier;

/** For people: answers on stdout; progress, warnings, errors and hints on stderr. */
public final class HumanOutput implements Output {
    private final Screen out;
    private final Screen err;
    private final DisplayedProgress progress;
    private final Settings settings;

    /**
     * How it prints.
     *
     * @param quiet whether only answers to questions and errors are printed
     * @param verbose whether the cause of a defect is printed whole
     * @param columns of the terminal that stdout goes to; 0 when it goes to none
     * @param errorColumns of the terminal that stderr goes to; 0 when it goes to none
     * @param isRead whether something still reads stdout
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

    /** Colours of what goes to stdout. */
    public Style style() {
        return out.style();
    }

    /** Width of the terminal that stdout goes to; 0 when it goes to none. */
    public int columns() {
        return settings.columns();
    }

    public boolean isQuiet() {
        return settings.quiet();
    }

    /** Stdout, for what is printed while it comes. */
    public Screen screen() {
        return out;
    }

    /** Whether something still reads stdout. */
    public boolean isRead() {
        return settings.isRead().getAsBoolean();
    }

    public void warn(String message) {
        progress.warn(message);
    }

    /** Prints lines that begin with {@code Hint:} on stderr. */
    public void hint(List<String> hints) {
        hints.forEach(hint ->
                ProblemText.hint(hint, err.style(), settings.errorColumns()).forEach(err::println));
    }

    /** Prints lines that were asked for. */
    public int print(List<String> lines) {
        lines.forEach(out::println);
        out.flush();
        return ExitStatus.SUCCESS;
    }

    /** Prints text that jj has coloured. */
    public void printColored(String text) {
        out.printColored(text);
    }

    /** Prints lines that say what was done, unless {@code --quiet} asks for none. */
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
    }

    /** Whether the stack trace helps to find the cause. */
    private static boolean isUnexpected(Problem problem) {
        return problem instanceof Problem.Internal || problem instanceof BackendProblem.Unavailable;
    }

    /**
     * Prints problems on stderr.
     *
     * @return the exit status that the first of them leads to
     */
    public int report(List<Problem> problems) {
        ProblemText.problems(problems, err.style(), settings.errorColumns()).forEach(err::println);
        ProblemText.furtherReading(problems).forEach(hint -> hint(List.of(hint)));
        err.flush();
        return Output.exitStatus(problems);
    }
}
