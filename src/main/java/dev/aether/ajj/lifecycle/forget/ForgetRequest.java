package dev.aether.ajj.lifecycle.forget;

import dev.aether.ajj.spi.machine.Deadline;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The options of {@code ajj workspace forget} and {@code remove}.
 *
 * @param directory where ajj was called, or the value of {@code -R}; absolute
 * @param here the user's current directory, regardless of {@code -R}; the base of relative paths
 * @param workspaces names or paths, as written; empty: the current one
 * @param removal whether the workspaces' directories are deleted, too
 * @param confirmed whether to skip the question
 * @param abandon whether services on an unreachable engine are left there
 */
public record ForgetRequest(
        Path directory,
        Path here,
        Optional<Path> config,
        List<String> workspaces,
        boolean removal,
        boolean confirmed,
        boolean abandon,
        Deadline deadline) {

    /** Returns the command that is recorded in the entries, for later commands that find the work unfinished. */
    String command() {
        return removal ? "ajj workspace remove" : "ajj workspace forget";
    }
}
