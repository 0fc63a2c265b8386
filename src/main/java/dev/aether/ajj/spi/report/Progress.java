package dev.aether.ajj.spi.report;

import dev.aether.ajj.model.text.Word;
import java.time.Duration;
import java.util.function.Supplier;

/** Receives the progress of a command. Called from several threads; the display decides what to show. */
public interface Progress {

    /**
     * Reports that a subject has entered a stage.
     *
     * @param subject a service; {@code WORKSPACE/SERVICE} when its whole workspace is removed
     * @param detail more about the stage; may be empty
     */
    void update(String subject, Stage stage, String detail);

    /** Reports, repeatedly, that a started service is not ready yet. */
    void waiting(String subject, Wait wait);

    /**
     * A wait for a service.
     *
     * @param missing why it is not ready, such as {@code port 5432: it closes the connection}
     * @param limit the timeout
     * @param lastLine the last line that it has printed; empty until it counts as slow
     */
    record Wait(String missing, Duration limit, String lastLine) {}

    /** Freezes the display while the user is asked a question, until the next update. */
    default void pause() {}

    /** Shows a warning of one sentence. */
    void warn(String message);

    /**
     * Reports one call to jj or the engine for {@code --verbose}, with its duration in milliseconds; without secrets.
     */
    void trace(String call, long millis);

    /**
     * Records work that has just ended on this thread, for {@code AJJ_TRACE}.
     *
     * @param name what was called, such as {@code read state.json}; without secrets
     * @param startNanos {@link System#nanoTime} at its start
     */
    default void record(Work work, String name, long startNanos) {}

    /** Runs a task and records it, also when it fails. */
    default <T> T recorded(Work work, String name, Supplier<T> task) {
        long start = System.nanoTime();
        try {
            return task.get();
        } finally {
            record(work, name, start);
        }
    }

    /** Ignores all progress. */
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
    enum Work implements Word {
        /** The whole command. */
        COMMAND,
        JJ,
        ENGINE,
        /** Waiting for a service or a lock. */
        WAIT,
        FILE
    }

    /** A stage in the life of a subject. */
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

        /** Whether the stage is final until new work begins. */
        public boolean isOver() {
            return switch (this) {
                case PULLED, BUILT, READY, REMOVED, FAILED, ROLLED_BACK -> true;
                case PULLING, BUILDING, CREATING, STARTING, REPLACING, WAITING, REMOVING, ROLLING_BACK -> false;
            };
        }
    }
}
