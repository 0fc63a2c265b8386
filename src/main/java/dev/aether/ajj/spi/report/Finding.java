package dev.aether.ajj.spi.report;

import dev.aether.ajj.error.Problem;
import dev.aether.ajj.model.text.Word;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The result of a check.
 *
 * @param name of what was checked, such as {@code engine}; a stable word for programs
 * @param message one line without a full stop
 * @param hints how to fix it, as commands where possible; empty when there is no problem
 * @param problem the problem that commands would report; only when broken
 */
public record Finding(
        String name,
        Status status,
        String message,
        List<String> hints,
        Map<String, Object> details,
        Optional<Problem> problem) {

    /** The severity of a finding. */
    public enum Status implements Word {
        OK,
        /** Commands work, but the user should act. */
        WARNING,
        /** Some command fails because of it. */
        BROKEN
    }

    /** Returns a finding without a problem. */
    public static Finding ok(String name, String message) {
        return ok(name, message, Map.of());
    }

    /** Returns a finding without a problem, with details. */
    public static Finding ok(String name, String message, Map<String, Object> details) {
        return new Finding(name, Status.OK, message, List.of(), details, Optional.empty());
    }

    /** Returns a warning. */
    public static Finding warning(String name, String message, List<String> hints) {
        return warning(name, message, hints, Map.of());
    }

    /** Returns a warning with details. */
    public static Finding warning(String name, String message, List<String> hints, Map<String, Object> details) {
        return new Finding(name, Status.WARNING, message, hints, details, Optional.empty());
    }

    /** Returns a finding of a problem that makes commands fail. */
    public static Finding broken(String name, Problem problem) {
        return new Finding(
                name, Status.BROKEN, problem.message(), problem.hints(), problem.details(), Optional.of(problem));
    }

    /** Whether some command fails because of it. */
    public boolean isBroken() {
        return status == Status.BROKEN;
    }
}
