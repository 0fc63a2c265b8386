package dev.aether.ajj.lifecycle.forget;

import dev.aether.ajj.spi.machine.Deadline;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Workspaces to be forgotten, or removed.
 *
 * @param directory where ajj was called, or what {@code -R} says; absolute
 * @param config the file given with {@code --config}
 * @param workspaces names or paths, as written; empty: the current one
 * @param removal whether their directories go too; then with the directory that the user stands in
 * @param confirmed whether nobody is to be asked
 * @param abandon whether services are left where they are when their engine cannot be reached
 * @param deadline when the command must have ended
 */
public record ForgetRequest(
        Path directory,
        Optional<Path> config,
        List<String> workspaces,
        Optional<Path> removal,
        boolean confirmed,
        boolean abandon,
        Deadline deadline) {

    /** What is written down beside what it works on, for those who find it unfinished. */
    String command() {
        return removal.isPresent() ? "ajj workspace remove" : "ajj workspace forget";
    }
}
