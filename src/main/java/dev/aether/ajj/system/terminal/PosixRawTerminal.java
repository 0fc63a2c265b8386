package dev.aether.ajj.system.terminal;

import dev.aether.ajj.spi.terminal.Console.RawTerminal;
import dev.aether.ajj.spi.terminal.Console.Size;
import dev.aether.ajj.system.posix.Posix;
import dev.aether.ajj.system.posix.Signals;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A terminal in raw mode, with its previous mode. */
public final class PosixRawTerminal implements RawTerminal {
    /** The open terminal, which must be restored even when the process is about to be halted. */
    private static final AtomicReference<@Nullable PosixRawTerminal> CURRENT = new AtomicReference<>();

    private final int descriptor;
    private final byte[] before;
    private Optional<Runnable> resizing = Optional.empty();

    private PosixRawTerminal(int descriptor) {
        this.descriptor = descriptor;
        this.before = Posix.terminalMode(descriptor);
    }

    static PosixRawTerminal open(int descriptor) {
        PosixRawTerminal terminal = new PosixRawTerminal(descriptor);
        CURRENT.set(terminal);
        Posix.setTerminalMode(descriptor, Posix.rawMode(terminal.before));
        return terminal;
    }

    /** Restores the previous mode of the open terminal, if there is one. */
    public static void restore() {
        PosixRawTerminal current = CURRENT.get();
        if (current != null) {
            current.close();
        }
    }

    @Override
    public Optional<Size> size() {
        return Posix.size(descriptor);
    }

    @Override
    public void onResize(Runnable listener) {
        resizing = Signals.handle("WINCH", listener);
    }

    @Override
    public void close() {
        if (CURRENT.compareAndSet(this, null)) {
            resizing.ifPresent(Runnable::run);
            Posix.setTerminalMode(descriptor, before);
        }
    }
}
