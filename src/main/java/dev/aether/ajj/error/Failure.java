package dev.aether.ajj.error;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Carries one or more problems to the place that prints them. The first one decides the exit status. Adapters convert
 * foreign exceptions into failures.
 */
public final class Failure extends RuntimeException {
    private final transient List<Problem> problems;
    private final String outcome;

    public Failure(Problem problem) {
        this(List.of(problem), null);
    }

    public Failure(Problem problem, @Nullable Throwable cause) {
        this(List.of(problem), cause);
    }

    /** @param problems at least one, the most important first */
    public Failure(List<? extends Problem> problems, @Nullable Throwable cause) {
        this(problems, cause, "");
    }

    private Failure(List<? extends Problem> problems, @Nullable Throwable cause, String outcome) {
        super(problems.getFirst().message(), cause);
        this.problems = List.copyOf(problems);
        this.outcome = outcome;
    }

    /** Returns the problems, the most important first; at least one. */
    public List<Problem> problems() {
        return problems;
    }

    /** Returns the problem that decides the exit status. */
    public Problem first() {
        return problems.getFirst();
    }

    /** Returns this failure with more problems after its own; the cause is kept. */
    public Failure and(List<? extends Problem> more) {
        if (more.isEmpty()) {
            return this;
        }
        return with(Stream.concat(problems.stream(), more.stream()).toList(), outcome);
    }

    /** Returns this failure with what became of the work, for humans: a sentence without a full stop. */
    public Failure withOutcome(String sentence) {
        return with(problems, sentence);
    }

    private Failure with(List<Problem> all, String sentence) {
        Failure changed = new Failure(all, getCause(), sentence);
        changed.setStackTrace(getStackTrace());
        return changed;
    }

    /** Returns what became of the work; empty when the problems describe it. */
    public String outcome() {
        return outcome;
    }

    /** Returns the result of some work; empty after a failure, for a caller that can do without it. */
    public static <T> Optional<T> orEmpty(Supplier<T> work) {
        try {
            return Optional.of(work.get());
        } catch (Failure ignored) {
            return Optional.empty();
        }
    }

    /** Returns the exception if it is a failure, else a failure with {@link Problem.Internal}. */
    public static Failure of(Throwable thrown) {
        return thrown instanceof Failure failure ? failure : new Failure(new Problem.Internal(thrown), thrown);
    }
}
