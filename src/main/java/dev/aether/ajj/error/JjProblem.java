package dev.aether.ajj.error;

import java.util.List;
import java.util.Map;

/** jj, or a program that it calls, is missing or has failed. */
public sealed interface JjProblem extends Problem {

    /** jj is not on the PATH. */
    record NotFound() implements JjProblem {
        @Override
        public String message() {
            return "the command jj was not found on the PATH";
        }

        @Override
        public List<String> hints() {
            return List.of("install Jujutsu: https://docs.jj-vcs.dev/latest/install-and-setup/");
        }
    }

    /**
     * jj ended with an error.
     *
     * @param command as it could be typed
     * @param stderr what jj said, whole
     * @param hints what jj advises, and how to see it again
     */
    record Failed(String command, int exitCode, String stderr, List<String> hints) implements JjProblem {
        public Failed(String command, int exitCode, String stderr) {
            this(command, exitCode, stderr, List.of("to see it again: " + command));
        }

        /** The same failure with other advice. */
        public Failed withHints(List<String> others) {
            return new Failed(command, exitCode, stderr, others);
        }

        @Override
        public String message() {
            // What jj had already done when it failed stands before; the details keep it.
            String said =
                    stderr.substring(Math.max(0, stderr.indexOf("Error: "))).strip();
            return said.isEmpty()
                    ? "`" + command + "` ended with status " + exitCode
                    : "jj failed: " + said.replaceFirst("^Error: ", "");
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("command", command, "exit_code", exitCode, "stderr", stderr);
        }
    }

    /** A program that ajj calls, or that jj calls, is missing, too old or does not answer. */
    record ToolUnusable(String message, List<String> hints, Map<String, Object> details) implements JjProblem {}
}
