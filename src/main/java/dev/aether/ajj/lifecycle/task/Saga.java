package dev.aether.ajj.lifecycle.task;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.error.Problem.RollbackIncomplete.Leftover;
import java.util.ArrayList;
import java.util.List;

/**
 * Steps that all succeed or are all rolled back. A failure rolls back the steps that have begun, in reverse order. A
 * failed rollback does not stop the others, and its leftovers are reported after the failure.
 */
public final class Saga {
    private final Cancellation cancellation;
    private final List<List<Step>> groups = new ArrayList<>();

    public Saga(Cancellation cancellation) {
        this.cancellation = cancellation;
    }

    /** Adds steps that run at the same time, after the steps before them. They are rolled back one by one, in reverse order. */
    public Saga then(Step... steps) {
        groups.add(List.of(steps));
        return this;
    }

    /**
     * Runs the steps.
     *
     * @param remedy the command that removes leftovers of a rollback that threw an exception
     * @throws Failure the reason, followed by {@code ROLLBACK_INCOMPLETE} when something could not be rolled back
     */
    public void run(String remedy) {
        List<Step> begun = new ArrayList<>();
        try {
            for (List<Step> group : groups) {
                cancellation.check();
                begun.addAll(group);
                Tasks.all(
                        cancellation,
                        group.stream().<Runnable>map(step -> step::perform).toList());
            }
        } catch (RuntimeException thrown) {
            List<Leftover> left = rollBack(begun.reversed(), remedy);
            Failure failure = Failure.of(thrown);
            throw left.isEmpty() ? failure : failure.and(List.of(new Problem.RollbackIncomplete(left)));
        }
    }

    private List<Leftover> rollBack(List<Step> steps, String remedy) {
        // Clear the interruption: it must not reach the calls of the rollback.
        Thread.interrupted();
        cancellation.beginRollback();
        List<Leftover> left = new ArrayList<>();
        for (Step step : steps) {
            try {
                left.addAll(step.rollBack(List.copyOf(left)));
            } catch (RuntimeException thrown) {
                left.add(new Leftover(step.name(), Failure.of(thrown).first().message(), remedy));
            }
        }
        return left;
    }
}
