package dev.aether.ajj.spi.report;

import dev.aether.ajj.error.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a look at one thing has shown.
 *
 * @param name of the thing that was looked at, such as {@code engine}; a stable word for programs
 * @param message one line without a full stop
 * @param hints how to mend it, as commands where there are any; empty when all is well
 * @param details further facts for programs
 * @param problem the problem that commands would meet; only when it is broken
 */
public record Finding(
        String name,
        Status status,
        String message,
        List<String> hints,
        Map<String, Object> details,
        Optional<Problem> problem) {

    /** How it is. */
    public enum Status {
        OK,
        /** Commands work, but something is to be known or will go wrong one day. */
        WARNING,
        /** Some command fails because of it. */
        BROKEN;

        /** As it is printed. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** All is well. */
    public static Finding ok(String name, String message) {
        return ok(name, message, Map.of());
    }

    /** All is well, with facts. */
    public static Finding ok(String name, String message, Map<String, Object> details) {
        return new Finding(name, Status.OK, message, List.of(), details, Optional.empty());
    }

    /** Something to be known. */
    public static Finding warning(String name, String message, List<String> hints) {
        return warning(name, message, hints, Map.of());
    }

    /** Something to be known, with facts. */
    public static Finding warning(String name, String message, List<String> hints, Map<String, Object> details) {
        return new Finding(name, Status.WARNING, message, hints, details, Optional.empty());
    }

    /** Something that makes commands fail, which say of it what is said here. */
    public static Finding broken(String name, Problem problem) {
        return new Finding(
                name, Status.BROKEN, problem.message(), problem.hints(), problem.details(), Optional.of(problem));
    }

    /** Whether some command fails because of it. */
    public boolean isBroken() {
        return status == Status.BROKEN;
    }
}
