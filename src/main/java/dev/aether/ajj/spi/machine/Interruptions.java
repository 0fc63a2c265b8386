package dev.aether.ajj.spi.machine;

/** Ctrl-C, SIGTERM and SIGHUP. */
public interface Interruptions {

    /**
     * Handles the signals until the result is closed; after that they are ignored, because the program is about to
     * exit.
     *
     * @param first called at the first signal, on its own thread
     * @param again called at each later signal that cannot be an echo of the first: one second or more later
     */
    Listening listen(Runnable first, Runnable again);

    /** The registration of the handlers. {@link #close} does not fail. */
    interface Listening extends AutoCloseable {
        @Override
        void close();
    }
}
