package dev.aether.ajj.endtoend;

import dev.aether.ajj.testing.Shell;
import java.util.List;
import java.util.Map;

/** Signals for processes: Java itself can only send two of them. */
final class Shells {

    private Shells() {}

    static void signal(String name, Process process) {
        Shell.succeed(Map.of(), List.of("kill", "-" + name, Long.toString(process.pid())));
    }
}
