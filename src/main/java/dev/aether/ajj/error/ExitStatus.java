package dev.aether.ajj.error;

/** Exit statuses of ajj's own commands. {@code run}, {@code exec} and jj's commands return the child's. */
public final class ExitStatus {
    /** Success. */
    public static final int SUCCESS = 0;
    /** Refused before anything changed: configuration or workspace names. */
    public static final int REFUSED = 1;
    /** {@code ajj doctor} has found a broken check. */
    public static final int BROKEN = 1;
    /** The command line is invalid. */
    public static final int USAGE = 2;
    /** jj, the engine, a port, an image, a service or the disk failed. */
    public static final int FAILED = 3;
    /** {@code ajj run} failed before it started the command (as in {@code env}). */
    public static final int RUN_FAILED = 125;
    /** {@code ajj run} found the command, but it cannot be executed (as in {@code env}). */
    public static final int RUN_NOT_EXECUTABLE = 126;
    /** {@code ajj run} did not find the command (as in {@code env}). */
    public static final int RUN_NOT_FOUND = 127;
    /** Ended by Ctrl-C or SIGTERM. */
    public static final int INTERRUPTED = 130;
    /** A bug in ajj. */
    public static final int INTERNAL = 255;

    private ExitStatus() {}
}
