package dev.aether.ajj.spi.machine;

import dev.aether.ajj.model.text.ShellWord;
import dev.aether.ajj.model.variable.VariableChanges;
import java.util.List;
import java.util.Objects;

/** Replaces this process by another command, with the same process id, terminal, descriptors and exit status. */
public interface Handover {

    /**
     * Runs the command in place of this process. Returns only on platforms that cannot replace a process, with the
     * command's exit status (128 + signal when it was killed by one).
     *
     * @param command the command and its arguments, looked up on the PATH of the resulting environment
     * @throws CannotStart when the command was not started; this process continues
     */
    int exec(List<String> command, VariableChanges changes) throws CannotStart;

    /** Thrown when the command could not be started. */
    final class CannotStart extends Exception {
        private final int exitStatus;
        private final String hint;

        private CannotStart(int exitStatus, String message, String hint) {
            super(message);
            this.exitStatus = exitStatus;
            this.hint = hint;
        }

        /** Returns the exception for a command that does not exist, with the exit status 127, as in {@code env}. */
        public static CannotStart notFound(String command) {
            return new CannotStart(
                    127,
                    "the command " + ShellWord.quoted(command) + " was not found",
                    "check its spelling, and that it is on the PATH of the workspace's environment");
        }

        /** Returns the exception for a file that the user may not execute, with the exit status 126. */
        public static CannotStart notExecutable(String command) {
            return refused("the command " + command + " is not executable", "make it executable: chmod +x FILE");
        }

        /** Returns the exception for a command that the system refuses to start, with the exit status 126. */
        public static CannotStart refused(String message, String hint) {
            return new CannotStart(126, message, hint);
        }

        @Override
        public String getMessage() {
            return Objects.requireNonNull(super.getMessage());
        }

        /** Returns 126 or 127. */
        public int exitStatus() {
            return exitStatus;
        }

        /** Returns what to do about it. */
        public String hint() {
            return hint;
        }
    }
}
