package dev.aether.ajj.error;

import dev.aether.ajj.model.text.ShellWord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An error as data. {@link ErrorCode#of} returns its code; the output prints it. The message is one sentence without a
 * full stop. Hints say what to do next. Neither may contain a secret. Problems of one topic share an interface.
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

    /** Returns what failed and why. It may have several lines when it quotes jj or the engine. */
    String message();

    /** Returns what to do about it; at least one hint. */
    List<String> hints();

    /** Returns facts for programs, by their names in JSON. Values are strings, numbers or lists of strings. */
    default Map<String, Object> details() {
        return Map.of();
    }

    /** The command line is invalid. */
    record Usage(String message, List<String> hints) implements Problem {}

    /**
     * The command of {@code ajj run} or {@code ajj exec} could not be started.
     *
     * @param exitStatus {@link ExitStatus#RUN_NOT_EXECUTABLE} or {@link ExitStatus#RUN_NOT_FOUND}
     */
    record CannotStart(String message, int exitStatus, List<String> hints) implements Problem {
        /** Returns the problem of a command that is not on the PATH of this machine. */
        public static CannotStart notFound(String command) {
            return new CannotStart(
                    "the command " + ShellWord.quoted(command) + " was not found",
                    ExitStatus.RUN_NOT_FOUND,
                    List.of("check its spelling, and that it is on the PATH of the workspace's environment"));
        }

        /** Returns the problem of a command that this machine refuses to start. */
        public static CannotStart refused(String message, String hint) {
            return new CannotStart(message, ExitStatus.RUN_NOT_EXECUTABLE, List.of(hint));
        }

        /** Returns the problem of a file that the user may not execute. */
        public static CannotStart notExecutable(String command) {
            return refused("the command " + command + " is not executable", "make it executable: chmod +x FILE");
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("exit_code", exitStatus);
        }
    }

    /** The user or the system interrupted a command. */
    record Interrupted(String message, List<String> hints, Map<String, Object> details) implements Problem {
        public Interrupted(String operation) {
            this(operation, "");
        }

        public Interrupted(String operation, String state) {
            this(operation, state, List.of("run it again"));
        }

        /** @param state what became of its work, in one clause; may be empty */
        public Interrupted(String operation, String state, List<String> hints) {
            this(
                    operation + " was interrupted" + (state.isEmpty() ? "" : "; " + state),
                    hints,
                    Map.of("command", operation, "state", state));
        }
    }

    /** The user did not confirm the operation. Nothing has been changed. */
    record Declined(String message, List<String> hints, Map<String, Object> details) implements Problem {
        public Declined(String operation) {
            this(operation, List.of("to skip the question: --yes"));
        }

        public Declined(String operation, List<String> hints) {
            this(operation + ": not confirmed, nothing has been changed", hints, Map.of("command", operation));
        }
    }

    /** An operation failed, and so did a part of its rollback. */
    record RollbackIncomplete(String message, List<String> hints, Map<String, Object> details) implements Problem {
        /**
         * A resource that remains.
         *
         * @param what its kind and name, such as {@code container aether-1a2b3-x-redis}
         * @param reason why it could not be removed
         * @param remedy the command that removes it
         */
        public record Leftover(String what, String reason, String remedy) {}

        public RollbackIncomplete(List<Leftover> leftovers) {
            this(
                    leftovers.stream()
                            .map(left -> left.what() + " (" + left.reason() + ")")
                            .collect(Collectors.joining(", ", "the rollback was incomplete and left ", "")),
                    leftovers.stream().map(Leftover::remedy).distinct().toList(),
                    Map.of("leftovers", leftovers.stream().map(Leftover::what).toList()));
        }
    }

    /**
     * {@code ajj up} failed, and its changes so far stay.
     *
     * @param done such as {@code cache created}
     * @param lost services whose former container is gone, and whose new one is not ready
     */
    record Unfinished(String workspace, List<String> done, List<String> lost) implements Problem {
        @Override
        public String message() {
            StringBuilder message =
                    new StringBuilder("the workspace " + workspace + " does not match its declaration yet");
            if (!done.isEmpty()) {
                message.append("; done so far: ").append(String.join(", ", done));
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
            hints.add("continue from here: ajj up");
            lost.forEach(
                    service -> hints.add("or restore the former declaration of " + service + ", then run: ajj up"));
            hints.add("or remove its services, named volumes stay: ajj down");
            return hints;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("workspace", workspace, "done", done, "lost", lost);
        }
    }

    /** A bug in ajj. */
    record Internal(String message, List<String> hints, Map<String, Object> details) implements Problem {
        public Internal(Throwable thrown) {
            this(
                    "unexpected error: " + thrown,
                    List.of("this is a bug in ajj: please report it with the output of the same command and -v"),
                    Map.of("exception", thrown.getClass().getName()));
        }
    }
}
