package dev.aether.ajj.spi.terminal;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/** The raw standard streams of ajj, and the terminal that they may be connected to. */
public interface Console {

    /** Returns stdin; not buffered. */
    InputStream input();

    /** Returns stdout; not buffered. */
    OutputStream output();

    /** Returns stderr; not buffered. */
    OutputStream error();

    /** Whether stdin and stdout are a terminal. */
    boolean isInteractive();

    /** Switches an interactive console to raw mode until the result is closed. Every key is input then, Ctrl-C too. */
    RawTerminal raw();

    /** A terminal in raw mode. */
    interface RawTerminal extends AutoCloseable {

        /** Returns the current size; empty when unknown. */
        Optional<Size> size();

        /** Calls the listener, on its own thread, each time the size may have changed. */
        void onResize(Runnable listener);

        /** Restores the former mode. May be called twice, and from any thread. */
        @Override
        void close();
    }

    /** The size in characters, both above zero. */
    record Size(int rows, int columns) {}

    /**
     * The streams of a command.
     *
     * @param terminal present when input and output are a terminal; errors then go there too
     */
    record Streams(InputStream input, OutputStream output, OutputStream error, Optional<RawTerminal> terminal) {}
}
