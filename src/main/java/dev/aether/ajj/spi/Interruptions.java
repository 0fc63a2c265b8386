package dev.aether.ajj.spi;

/** Ctrl-C, SIGTERM and SIGHUP. */
public interface Interruptions {

    /**
     * Takes the signals over until the listening is closed; then they end the process again, as is usual.
     *
     * @param first called at the first signal, on a thread of its own
     * @param again called at each further one
     */
    Listening listen(Runnable first, Runnable again);

    /** Ends with {@link #close}, which does not fail. */
    interface Listening extends AutoCloseable {
        @Override
        void close();
    }
}
