package dev.aether.ajj.cli.output;

import dev.aether.ajj.cli.terminal.Style;
import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.ErrorCode;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.error.ServiceProblem;
import dev.aether.ajj.model.text.SourcePosition;
import dev.aether.ajj.model.text.WordWrap;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Formats problems as lines without line ends. */
public final class ProblemText {
    private static final String INDENT = "  ";

    private ProblemText() {}

    /**
     * Formats all problems in order. Hints that consecutive problems share come after the last of them.
     *
     * @param columns of the terminal; 0 for any length
     */
    static List<String> problems(List<Problem> problems, Style style, int columns) {
        List<String> lines = new ArrayList<>();
        for (int index = 0; index < problems.size(); index++) {
            Problem problem = problems.get(index);
            lines.addAll(problem(problem, style, columns));
            boolean last = index == problems.size() - 1;
            if (last || !problem.hints().equals(problems.get(index + 1).hints())) {
                problem.hints().forEach(hint -> lines.addAll(hint(hint, style, columns)));
            }
        }
        return lines;
    }

    /** Formats a line that begins with {@code Hint:}, wrapped to the terminal's width. */
    public static List<String> hint(String hint, Style style, int columns) {
        return colored("Hint: ", style::hint, WordWrap.hint("Hint: " + hint, columns));
    }

    private static List<String> colored(String label, UnaryOperator<String> color, List<String> lines) {
        List<String> colored = new ArrayList<>(lines);
        String first = lines.getFirst();
        // A long word may have gone to the next line.
        int end = Math.min(label.length(), first.length());
        colored.set(0, color.apply(first.substring(0, end)) + first.substring(end));
        return colored;
    }

    /** Formats one problem: message, position, source excerpt, and the last output of a dead service. */
    private static List<String> problem(Problem problem, Style style, int columns) {
        // The state after another problem.
        boolean isState = problem instanceof Problem.Unfinished;
        String label = isState ? "Warning: " : "Error: ";
        List<String> lines = colored(
                label,
                isState ? style::warning : style::error,
                WordWrap.labelled(label + where(problem) + problem.message(), columns));
        if (problem instanceof ConfigProblem.Invalid invalid) {
            lines.addAll(SourceExcerpt.of(invalid.position(), style));
        }
        if (problem instanceof ServiceProblem.NotReady dead) {
            dead.healthcheck().forEach(line -> lines.add(INDENT + style.faint("healthcheck | ") + line));
            dead.log().forEach(line -> lines.add(INDENT + style.faint("| ") + line));
        }
        return lines;
    }

    private static String where(Problem problem) {
        return switch (problem) {
            case ConfigProblem.Invalid invalid -> where(invalid.position()) + ": ";
            case ConfigProblem.Untrusted untrusted -> where(untrusted.grant().position()) + ": ";
            default -> "";
        };
    }

    /** Returns the position, or only the file for a problem of the whole file: at its start, without an excerpt. */
    public static String where(SourcePosition position) {
        boolean atStart = position.line() == 1 && position.column() == 1;
        return atStart && !SourceExcerpt.exists(position) ? position.file().toString() : position.toString();
    }

    /** Returns at most one hint, where to read more about problems that hints cannot explain. */
    static List<String> furtherReading(List<Problem> problems) {
        List<String> codes = problems.stream()
                .map(ErrorCode::of)
                .filter(ErrorCode::needsExplanation)
                .map(ErrorCode::name)
                .distinct()
                .toList();
        return codes.isEmpty()
                ? List.of()
                : List.of("more about " + String.join(" and ", codes) + ": `man ajj-errors`, or " + ErrorCode.PAGE);
    }
}
