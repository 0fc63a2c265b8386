package dev.aether.ajj.system.signal;

import dev.aether.ajj.spi.machine.Interruptions;
import dev.aether.ajj.system.posix.Signals;
import dev.aether.ajj.system.terminal.PosixRawTerminal;
import java.util.ArrayList;
import java.util.List;

/** Listens to the signals that end a program. */
public class SignalInterruptions implements Interruptions {
    static final List<String> SIGNALS = List.of("INT", "TERM", "HUP");

    @Override
    public Listening listen(Runnable first, Runnable again) {
        Runnable atOnce = () -> {
            PosixRawTerminal.restore();
            again.run();
        };
        SignalReaction reaction = new SignalReaction(first, atOnce, System::nanoTime);
        List<Runnable> before = new ArrayList<>();
        SIGNALS.forEach(name -> Signals.handle(name, reaction::signal).ifPresent(before::add));
        return () -> {
            reaction.close();
            SignalGuard.end();
            before.forEach(Runnable::run);
        };
    }
}
