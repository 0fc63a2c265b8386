package dev.aether.ajj.cli.output;

import dev.aether.ajj.error.ErrorCode;
import dev.aether.ajj.error.ExitStatus;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.spi.report.Progress;
import java.util.List;

/** Prints the answer, the progress and the problems of one command. */
public interface Output {

    Progress progress();

    /**
     * Called at the command's start.
     *
     * @param activity shown to humans until there is progress; may be empty
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

    static int exitStatus(List<Problem> problems) {
        return problems.isEmpty()
                ? ExitStatus.SUCCESS
                : ErrorCode.of(problems.getFirst()).exitStatus();
    }

    void fail(Failure failure);
}
