package dev.aether.ajj.lifecycle.task;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.error.Problem.RollbackIncomplete.Leftover;
import java.util.ArrayList;
import java.util.List;

/**
 * Steps that are all done or all undone. When one fails, those that were begun are undone, the last first; undoing goes on
 * when one undo fails, and what is left over is named behind the failure.
 */
public final class Saga {
    private final Cancellation cancellation;
    private final List<List<Step>> groups = new ArrayList<>();

    public Saga(Cancellation cancellation) {
        this.cancellation = cancellation;
    }

    /** Adds a step that begins when the ones before are finished. */
    public Saga then(Step step) {
        groups.add(List.of(step));
        return this;
    }

    /** Adds steps that run at the same time. They are undone one after the other, the last named first. */
    public Saga together(Step... steps) {
        groups.add(List.of(steps));
        return this;
    }

    /**
     * Does it.
     *
     * @param remedy the command that removes a leftover which no step can explain
     * @throws Failure the reason, with {@code ROLLBACK_INCOMPLETE} behind it when something could not be undone
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
        // The interruption has been heard; the undo's own calls must not be cut off by it.
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
