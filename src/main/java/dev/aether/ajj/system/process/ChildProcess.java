package dev.aether.ajj.system.process;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem.CannotStart;
import dev.aether.ajj.model.variable.VariableChanges;
import dev.aether.ajj.system.posix.Signals;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/** Runs a command as a child process that shares this process's terminal and reacts to its signals. */
final class ChildProcess {
    /** The system's error 2, on Windows and Unix. */
    private static final Pattern NO_SUCH_FILE = Pattern.compile("error[=:] ?2\\b");

    private final ProcessBuilder builder;

    ChildProcess(List<String> command, VariableChanges changes) {
        builder = new ProcessBuilder(command).inheritIO();
        builder.environment().keySet().removeAll(changes.unset());
        builder.environment().putAll(changes.set());
    }

    /** Runs the command and returns its exit status, 128 + n when signal n killed it. */
    int run() {
        Process child = start();
        // The terminal sends INT to both processes, and the child decides. Other signals reach only this process.
        Signals.handle("INT", () -> {});
        Signals.handle("TERM", child::destroy);
        Signals.handle("HUP", child::destroy);
        while (true) {
            try {
                return child.waitFor();
            } catch (InterruptedException _) {
                child.destroy();
            }
        }
    }

    private Process start() {
        String command = builder.command().getFirst();
        try {
            return builder.start();
        } catch (IOException failure) {
            String reason = String.valueOf(failure.getMessage());
            if (NO_SUCH_FILE.matcher(reason).find()) {
                throw new Failure(CannotStart.notFound(command));
            }
            throw new Failure(CannotStart.notExecutable(command));
        }
    }
}
