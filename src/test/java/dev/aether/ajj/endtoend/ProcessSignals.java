package dev.aether.ajj.endtoend;

import dev.aether.ajj.testing.Shell;
import java.util.List;
import java.util.Map;

/** Sends signals to processes. Java itself supports only two. */
final class ProcessSignals {

    private ProcessSignals() {}

    static void send(String name, Process process) {
        Shell.succeed(Map.of(), List.of("kill", "-" + name, Long.toString(process.pid())));
    }
}
