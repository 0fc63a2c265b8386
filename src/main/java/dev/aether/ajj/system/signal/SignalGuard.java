package dev.aether.ajj.system.signal;

import dev.aether.ajj.error.ExitStatus;
import dev.aether.ajj.system.posix.Signals;
import io.quarkus.runtime.LaunchMode;

/** Handles signals before and after a command. */
public final class SignalGuard {
    private static volatile boolean ended;

    private SignalGuard() {}

    /** Has signals end the process at once and silently: before a command starts there is nothing to roll back. */
    public static void begin() {
        // Signals must not end a test's JVM.
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            SignalInterruptions.SIGNALS.forEach(name -> Signals.handle(name, SignalGuard::endSilently));
        }
    }

    /**
     * Has signals do nothing: the command has printed its result, and its exit status must match. Not SIG_IGN, which a
     * command that replaces this process would inherit.
     */
    public static void end() {
        ended = true;
    }

    private static void endSilently() {
        if (!ended) {
            Runtime.getRuntime().halt(ExitStatus.INTERRUPTED);
        }
    }
}
