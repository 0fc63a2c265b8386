package dev.aether.ajj.spi.report;

import java.time.Duration;
import java.util.function.Supplier;

/** Hears what is happening while it happens. Called from several threads. The display decides what to show. */
public interface Progress {

    /**
     * Something is being worked on.
     *
     * @param subject a service; {@code WORKSPACE/SERVICE} when it is removed with its whole workspace
     * @param detail adds to the stage; may be empty
     */
    void update(String subject, Stage stage, String detail);

    /** A service that has been started is not ready yet. Called again and again. */
    void waiting(String subject, Wait wait);

    /**
     * What a service is waited for.
     *
     * @param missing why it is not ready, such as {@code port 5432: it closes the connection}
     * @param limit how long it is waited for in all
     * @param lastLine what it has printed last; empty while it is not slow
     */
    record Wait(String missing, Duration limit, String lastLine) {}

    /** The user is about to be asked something: what is shown stays as it is until there is news. */
    default void pause() {}

    /** Something that the user should know although all is well. One sentence. */
    void warn(String message);

    /** For {@code --verbose}: one call to jj or to the engine, with its duration in milliseconds; no secrets. */
    void trace(String call, long millis);

    /**
     * For {@code AJJ_TRACE}: work that has just ended on this thread.
     *
     * @param name what was called, such as {@code read state.json}; no secrets
     * @param startNanos {@link System#nanoTime} when it began
     */
    default void record(Work work, String name, long startNanos) {}

    /** Does the work and records it, also when it fails. */
    default <T> T recorded(Work work, String name, Supplier<T> task) {
        long start = System.nanoTime();
        try {
            return task.get();
        } finally {
            record(work, name, start);
        }
    }

    /** Nobody listens. */
    Progress SILENT = new Progress() {
        @Override
        public void update(String subject, Stage stage, String detail) {}

        @Override
        public void waiting(String subject, Wait wait) {}

        @Override
        public void warn(String message) {}

        @Override
        public void trace(String call, long millis) {}
    };

    /** What time is spent on. */
    enum Work {
        /** The whole command. */
        COMMAND,
        JJ,
        ENGINE,
        /** Waiting for a service, or for a lock. */
        WAIT,
        FILE
    }

    /** How far a thing has come. */
    enum Stage {
        PULLING,
        PULLED,
        BUILDING,
        BUILT,
        CREATING,
        STARTING,
        REPLACING,
        WAITING,
        READY,
        REMOVING,
        REMOVED,
        FAILED,
        ROLLING_BACK,
        ROLLED_BACK;

        /** Whether nothing more happens to the thing unless something new begins. */
        public boolean isOver() {
            return switch (this) {
                case PULLED, BUILT, READY, REMOVED, FAILED, ROLLED_BACK -> true;
                case PULLING, BUILDING, CREATING, STARTING, REPLACING, WAITING, REMOVING, ROLLING_BACK -> false;
            };
        }
    }
}
