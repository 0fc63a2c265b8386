package dev.aether.ajj.lifecycle.forget;

import dev.aether.ajj.spi.machine.Deadline;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The options of {@code ajj workspace forget} and {@code remove}.
 *
 * @param directory where ajj was called, or the value of {@code -R}; absolute
 * @param workspaces names or paths, as written; empty: the current one
 * @param removal the user's current directory if the workspaces' directories are deleted, too; otherwise empty
 * @param confirmed whether to skip the question
 * @param abandon whether services on an unreachable engine are left there
 */
public record ForgetRequest(
        Path directory,
        Optional<Path> config,
        List<String> workspaces,
        Optional<Path> removal,
        boolean confirmed,
        boolean abandon,
        Deadline deadline) {

    /** Returns the command that is recorded in the entries, for later commands that find the work unfinished. */
    String command() {
        return removal.isPresent() ? "ajj workspace remove" : "ajj workspace forget";
    }
}
