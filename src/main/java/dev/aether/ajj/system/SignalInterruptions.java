package dev.aether.ajj.system;

import dev.aether.ajj.spi.Interruptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Hears the signals by which people and systems end a program. */
@ApplicationScoped
public class SignalInterruptions implements Interruptions {
    private static final List<String> SIGNALS = List.of("INT", "TERM", "HUP");

    @Override
    public Listening listen(Runnable first, Runnable again) {
        AtomicBoolean heard = new AtomicBoolean();
        Runnable action = () -> (heard.compareAndSet(false, true) ? first : again).run();
        List<Signals.Previous> before = new ArrayList<>();
        SIGNALS.forEach(name -> Signals.handle(name, action).ifPresent(before::add));
        return () -> before.forEach(Signals.Previous::restore);
    }
}
