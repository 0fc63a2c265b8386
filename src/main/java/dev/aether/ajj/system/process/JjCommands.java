package dev.aether.ajj.system.process;

import dev.aether.ajj.files.ProgramRun;
import dev.aether.ajj.model.variable.VariableChanges;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/** jj's commands and aliases, for command lines that jj may refuse. */
public final class JjCommands {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private JjCommands() {}

    /** Whether jj has a command or an alias of this name. True when jj cannot be asked. */
    public static boolean exists(String name) {
        return succeeds("jj", "config", "get", "aliases." + name) || succeeds("jj", "help", name);
    }

    private static boolean succeeds(String... command) {
        try {
            OptionalInt status = ProgramRun.start(new ProcessBuilder(command)).await(TIMEOUT);
            return status.isEmpty() || status.getAsInt() == 0;
        } catch (IOException missing) {
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Runs jj as a child process and returns its exit status. */
    public static int run(List<String> command) {
        return new ChildProcess(command, VariableChanges.NONE).run();
    }
}
