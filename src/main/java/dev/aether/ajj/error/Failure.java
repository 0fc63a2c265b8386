package dev.aether.ajj.error;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Carries one or more problems up to the one place that prints them. The first problem decides the exit status.
 * Foreign exceptions become failures at the edge of the adapter that knows them.
 */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public Failure(Problem problem) {
        this(List.of(problem), null);
    }

    public Failure(Problem problem, @Nullable Throwable cause) {
        this(List.of(problem), cause);
    }

    /** @param problems at least one, the most important first */
    public Failure(List<? extends Problem> problems, @Nullable Throwable cause) {
        super(problems.getFirst().message(), cause);
        this.problems = List.copyOf(problems);
    }

    /** At least one, the most important first. */
    public List<Problem> problems() {
        return problems;
    }

    /** The one that decides the exit status. */
    public Problem first() {
        return problems.getFirst();
    }

    /** This failure with more to report behind its own problems; the cause is kept. */
    public Failure and(List<? extends Problem> more) {
        if (more.isEmpty()) {
            return this;
        }
        List<Problem> all = new java.util.ArrayList<>(problems);
        all.addAll(more);
        Failure joined = new Failure(all, getCause());
        joined.setStackTrace(getStackTrace());
        return joined;
    }

    /** Any exception as a failure: failures as they are, everything else as {@link Problem.Internal}. */
    public static Failure of(Throwable thrown) {
        return thrown instanceof Failure failure ? failure : new Failure(new Problem.Internal(thrown), thrown);
    }
}
