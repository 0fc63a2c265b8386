package dev.aether.ajj.error;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Problems of jj, or of a program that jj or ajj calls. */
public sealed interface JjProblem extends Problem {

    /** jj is not on the PATH. */
    record NotFound(String message, List<String> hints) implements JjProblem {
        public NotFound() {
            this(
                    "the command jj was not found on the PATH",
                    List.of("install Jujutsu: https://docs.jj-vcs.dev/latest/install-and-setup/"));
        }
    }

    /**
     * jj ended with an error.
     *
     * @param command as it could be typed
     * @param hints jj's own, and how to reproduce the error
     */
    record Failed(String command, int exitCode, String stderr, List<String> hints) implements JjProblem {
        public Failed(String command, int exitCode, String stderr) {
            this(command, exitCode, stderr, List.of("to see it again: " + command));
        }

        /** Returns the same failure with other hints. */
        public Failed withHints(List<String> others) {
            return new Failed(command, exitCode, stderr, others);
        }

        @Override
        public String message() {
            // Output before the error is only in the details, and jj's hints are among the others.
            String error = stderr.substring(Math.max(0, stderr.indexOf("Error: ")))
                    .lines()
                    .filter(line -> !line.startsWith("Hint: "))
                    .collect(Collectors.joining("\n"))
                    .strip();
            return error.isEmpty()
                    ? "`" + command + "` ended with status " + exitCode
                    : "jj failed: " + error.replaceFirst("^Error: ", "");
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("command", command, "exit_code", exitCode, "stderr", stderr);
        }
    }

    /** A program that ajj or jj calls is missing, too old or does not answer. */
    record ToolUnusable(String message, List<String> hints, Map<String, Object> details) implements JjProblem {}
}
