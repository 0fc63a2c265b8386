package dev.aether.ajj.cli.output;

import dev.aether.ajj.error.ErrorCode;
import dev.aether.ajj.error.ExitStatus;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.spi.report.Progress;
import java.util.List;

/**
 * Prints the answer of one command, its progress and its problems. The answer goes to stdout, everything else that a person
 * reads to stderr.
 */
public interface Output {

    /** Hears the progress of the command. */
    Progress progress();

    /**
     * The command has begun.
     *
     * @param activity what a person sees that it does, until there is progress; may be empty
     */
    default void begin(String activity) {}

    /** Whether answers on stdout may be coloured. */
    boolean color();

    /**
     * Prints the answer.
     *
     * @return the exit status
     */
    int show(View view);

    /** The exit status that the first problem leads to. */
    static int exitStatus(List<Problem> problems) {
        return problems.isEmpty()
                ? ExitStatus.SUCCESS
                : ErrorCode.of(problems.getFirst()).exitStatus();
    }

    /** Prints what went wrong. */
    void fail(Failure failure);
}
