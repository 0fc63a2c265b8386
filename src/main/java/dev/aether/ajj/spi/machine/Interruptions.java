package dev.aether.ajj.spi.machine;

/** Ctrl-C, SIGTERM and SIGHUP. */
public interface Interruptions {

    /**
     * Takes the signals over until the listening is closed; from then on they do nothing, for the program is at its end.
     *
     * @param first called at the first signal, on a thread of its own
     * @param again called at each further one that cannot be an echo of the first: one second or more later
     */
    Listening listen(Runnable first, Runnable again);

    /** Ends with {@link #close}, which does not fail. */
    interface Listening extends AutoCloseable {
        @Override
        void close();
    }
}
