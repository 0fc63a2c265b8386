package dev.aether.ajj.spi.terminal;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/** The streams that ajj was started with, byte by byte, and the terminal that may be behind them. */
public interface Console {

    /** Where ajj reads from; not buffered. */
    InputStream input();

    /** Where answers go; not buffered. */
    OutputStream output();

    /** Where everything else goes; not buffered. */
    OutputStream error();

    /** Whether somebody sits there: input and output are a terminal. */
    boolean isInteractive();

    /** Hands every key through at once, Ctrl-C too, until it is closed. For an interactive console only. */
    RawTerminal raw();

    /** A terminal that leaves everything to the program at its end. */
    interface RawTerminal extends AutoCloseable {

        /** How large it is now; empty when it does not say. */
        Optional<Size> size();

        /** Has somebody told each time that its size may have changed, on a thread of its own. */
        void onResize(Runnable listener);

        /** The terminal is as it was before. May be called twice, and from any thread. */
        @Override
        void close();
    }

    /** In characters, both above zero. */
    record Size(int rows, int columns) {}

    /**
     * What a command is joined to.
     *
     * @param terminal where its input and output are a terminal; its errors go there too then
     */
    record Streams(InputStream input, OutputStream output, OutputStream error, Optional<RawTerminal> terminal) {}
}
