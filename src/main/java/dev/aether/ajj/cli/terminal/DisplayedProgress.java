package dev.aether.ajj.cli.terminal;

import dev.aether.ajj.spi.report.Progress;

/** Progress that is shown to a human. */
public interface DisplayedProgress extends Progress {

    /**
     * Called at the command's start.
     *
     * @param activity shown until there is progress, such as {@code reading aether.toml}; may be empty
     */
    void begin(String activity);

    /** Ends the display; what was drawn stays above the cursor. May be called twice. */
    void finish();

    /** Ends the display like {@link #finish} after a failure, and marks unfinished work as interrupted. */
    void abort();
}
