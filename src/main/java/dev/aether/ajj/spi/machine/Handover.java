package dev.aether.ajj.spi.machine;

import dev.aether.ajj.model.variable.VariableChanges;
import java.util.List;

/** Replaces this process by another command, with the same process id, terminal, descriptors and exit status. */
public interface Handover {

    /**
     * Runs the command in place of this process. Returns only on platforms that cannot replace a process, with the
     * command's exit status (128 + signal when it was killed by one).
     *
     * @param command the command and its arguments, looked up on the PATH of the resulting environment
     * @throws dev.aether.ajj.error.Failure with {@link dev.aether.ajj.error.Problem.CannotStart}; this process continues
     */
    int exec(List<String> command, VariableChanges changes);
}
