package dev.aether.ajj.system.signal;

import dev.aether.ajj.error.ExitStatus;
import dev.aether.ajj.system.posix.Signals;
import io.quarkus.runtime.LaunchMode;

/**
 * What signals do while no command listens to them. Left to the JVM they would have Quarkus torn down in the middle of its
 * start or its end, which it answers with stack traces.
 */
public final class SignalGuard {
    private static volatile boolean ended;

    private SignalGuard() {}

    /** Before a command has begun, a signal ends the process at once and in silence: there is nothing to undo. */
    public static void begin() {
        // A test's own JVM is not ours to end.
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            SignalInterruptions.SIGNALS.forEach(name -> Signals.handle(name, SignalGuard::endSilently));
        }
    }

    /**
     * From now on signals do nothing: the command has printed its answer, which stands with its status. An action, and not
     * SIG_IGN, which a command that replaces this process would inherit.
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
