package dev.aether.ajj.cli.output;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.spi.Progress;

/**
 * Prints the answer of one command, its progress and its problems. The answer goes to stdout, everything else that a person
 * reads to stderr.
 */
public interface Output {

    /** Hears the progress of the command. */
    Progress progress();

    /** Whether answers on stdout may be coloured. */
    boolean color();

    /**
     * Prints the answer.
     *
     * @return the exit status
     */
    int show(View view);

    /** Prints what went wrong. */
    void fail(Failure failure);
}
