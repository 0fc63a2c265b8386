package dev.aether.ajj.error;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Something that went wrong, as data. {@link ErrorCode#of} gives its code; the output prints it.
 * Messages are one sentence without a full stop; hints are never empty and say what to do next.
 * Nobody may put a secret into one. Those that belong to one thing stand together in an interface of their own.
 */
public sealed interface Problem
        permits Problem.Usage,
                Problem.CannotStart,
                Problem.Interrupted,
                Problem.Declined,
                Problem.RollbackIncomplete,
                Problem.Unfinished,
                Problem.Internal,
                ConfigProblem,
                WorkspaceProblem,
                JjProblem,
                BackendProblem,
                ServiceProblem,
                InjectionProblem,
                StateProblem {

    /** What went wrong. May hold several lines when it quotes jj or the engine. */
    String message();

    /** What to do about it; at least one. */
    List<String> hints();

    /** Further facts for programs, by the names of the JSON contract. Values are strings, numbers or lists of strings. */
    default Map<String, Object> details() {
        return Map.of();
    }

    /** The command line was not understood. */
    record Usage(String message, List<String> hints) implements Problem {}

    /**
     * The command of {@code ajj run} could not be started.
     *
     * @param exitStatus {@link ExitStatus#RUN_NOT_EXECUTABLE} or {@link ExitStatus#RUN_NOT_FOUND}
     */
    record CannotStart(String message, int exitStatus) implements Problem {
        @Override
        public List<String> hints() {
            return List.of("check its spelling, and that it is on the PATH of the workspace");
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("exit_code", exitStatus);
        }
    }

    /**
     * Stopped by the user or the system.
     *
     * @param operation what was going on
     * @param state what has become of it, in a half-sentence; may be empty
     */
    record Interrupted(String operation, String state, List<String> hints) implements Problem {
        public Interrupted(String operation) {
            this(operation, "");
        }

        public Interrupted(String operation, String state) {
            this(operation, state, List.of("run it again"));
        }

        @Override
        public String message() {
            return operation + " was interrupted" + (state.isEmpty() ? "" : "; " + state);
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("command", operation, "state", state);
        }
    }

    /** The user was asked whether to go on, and did not say yes. Nothing has been changed. */
    record Declined(String operation, List<String> hints) implements Problem {
        public Declined(String operation) {
            this(operation, List.of("to continue without the question: --yes"));
        }

        @Override
        public String message() {
            return operation + ": not confirmed, nothing has been changed";
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("command", operation);
        }
    }

    /**
     * An operation failed, and rolling back its steps failed too.
     *
     * @param leftovers what is still there, by kind ({@code container}, {@code directory}, ...) and name
     */
    record RollbackIncomplete(List<Leftover> leftovers) implements Problem {
        /**
         * One thing that is still there.
         *
         * @param what such as {@code container aether-1a2b3-x-redis}
         * @param reason why it could not be removed
         * @param remedy the command that removes it
         */
        public record Leftover(String what, String reason, String remedy) {}

        @Override
        public String message() {
            List<String> named = new ArrayList<>();
            leftovers.forEach(left -> named.add(left.what() + " (" + left.reason() + ")"));
            return "not everything was rolled back; what is left: " + String.join(", ", named);
        }

        @Override
        public List<String> hints() {
            return leftovers.stream().map(Leftover::remedy).distinct().toList();
        }

        @Override
        public Map<String, Object> details() {
            Map<String, Object> details = new TreeMap<>();
            details.put("leftovers", leftovers.stream().map(Leftover::what).toList());
            return details;
        }
    }

    /**
     * {@code ajj up} failed on its way. What it had done by then stays.
     *
     * @param done such as {@code cache created}
     * @param lost services whose former container is gone, and whose new one is not ready
     */
    record Unfinished(String workspace, List<String> done, List<String> lost) implements Problem {
        @Override
        public String message() {
            StringBuilder message = new StringBuilder("the workspace " + workspace + " does not match aether.toml yet");
            if (!done.isEmpty()) {
                message.append("; done by now: ").append(String.join(", ", done));
            }
            if (!lost.isEmpty()) {
                message.append("; the former container of ")
                        .append(String.join(", ", lost))
                        .append(" is gone, its named volumes are kept");
            }
            return message.toString();
        }

        @Override
        public List<String> hints() {
            List<String> hints = new ArrayList<>();
            hints.add("fix what failed, then continue from here: ajj up");
            lost.forEach(service ->
                    hints.add("or restore its former declaration in [services." + service + "], then run: ajj up"));
            hints.add("or remove its services, named volumes stay: ajj down");
            return hints;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("workspace", workspace, "done", done, "lost", lost);
        }
    }

    /** A defect of ajj. */
    record Internal(Throwable thrown) implements Problem {
        @Override
        public String message() {
            return "unexpected: " + thrown;
        }

        @Override
        public List<String> hints() {
            return List.of("this is a bug in ajj: please report it with the output of the same command and -v");
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("exception", thrown.getClass().getName());
        }
    }
}
