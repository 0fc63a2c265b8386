package dev.aether.ajj.spi.machine;

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
        private static final long serialVersionUID = 1L;
        private final int exitStatus;

        /** @param exitStatus 127 when there is no such command, 126 when it is not executable, as in {@code env} */
        public CannotStart(int exitStatus, String message) {
            super(message);
            this.exitStatus = exitStatus;
        }

        @Override
        public String getMessage() {
            return Objects.requireNonNull(super.getMessage());
        }

        /** Returns 126 or 127. */
        public int exitStatus() {
            return exitStatus;
        }
    }
}
