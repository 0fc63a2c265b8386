package dev.aether.ajj.cli.output;

import dev.aether.ajj.cli.terminal.Style;
import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.ErrorCode;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.error.ServiceProblem;
import java.util.ArrayList;
import java.util.List;

/** How problems read, as lines without line ends. */
final class ProblemText {
    private static final String INDENT = "  ";

    private ProblemText() {}

    /** All problems in their order. Hints that several in a row have in common come after the last of them. */
    static List<String> problems(List<Problem> problems, Style style) {
        List<String> lines = new ArrayList<>();
        for (int index = 0; index < problems.size(); index++) {
            Problem problem = problems.get(index);
            lines.addAll(problem(problem, style));
            boolean last = index == problems.size() - 1;
            if (last || !problem.hints().equals(problems.get(index + 1).hints())) {
                problem.hints().forEach(hint -> lines.add(style.hint("Hint: ") + hint));
            }
        }
        return lines;
    }

    /** A problem: what, where and the last words of a dead service. */
    private static List<String> problem(Problem problem, Style style) {
        List<String> lines = new ArrayList<>();
        lines.add(style.error("Error: ") + where(problem) + problem.message());
        if (problem instanceof ServiceProblem.NotReady dead) {
            dead.healthcheck().forEach(line -> lines.add(INDENT + style.faint("healthcheck | ") + line));
            dead.log().forEach(line -> lines.add(INDENT + style.faint("| ") + line));
        }
        return lines;
    }

    private static String where(Problem problem) {
        return switch (problem) {
            case ConfigProblem.Invalid invalid -> invalid.position() + ": ";
            case ConfigProblem.Untrusted untrusted -> untrusted.grant().position() + ": ";
            default -> "";
        };
    }

    /** Where there is more to read about problems that hints cannot explain; one line at most. */
    static List<String> furtherReading(List<Problem> problems, Style style) {
        List<String> codes = problems.stream()
                .map(ErrorCode::of)
                .filter(ErrorCode::needsMoreWords)
                .map(ErrorCode::name)
                .distinct()
                .toList();
        return codes.isEmpty()
                ? List.of()
                : List.of(style.hint("Hint: ") + "more about " + String.join(" and ", codes) + ": `man ajj-errors`, or "
                        + ErrorCode.PAGE);
    }
}
