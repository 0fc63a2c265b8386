package dev.aether.ajj.cli.terminal;

import dev.aether.ajj.spi.report.Progress;

/** Progress that is seen by a person. */
public interface DisplayedProgress extends Progress {

    /**
     * The command has begun.
     *
     * @param activity what it does before there is progress, such as {@code reading aether.toml}; may be empty
     */
    void begin(String activity);

    /** Nothing more is to come: what was drawn stays as it is, and the cursor is below it. May be called twice. */
    void finish();

    /** As {@link #finish}, after a failure: what was in progress is shown as interrupted. */
    void abort();
}
