package dev.aether.ajj.lifecycle.task;

import dev.aether.ajj.error.Problem.RollbackIncomplete.Leftover;
import java.util.List;

/**
 * A step of an operation, with its rollback. The rollback may run whether the step was finished, failed half-way or
 * had not begun. It removes only what is provably ours, and succeeds when there is nothing to remove.
 */
public interface Step {

    /** A noun phrase for the message when its rollback fails: "services of feature". */
    String name();

    /**
     * Performs the step.
     *
     * @throws dev.aether.ajj.error.Failure when that is impossible
     */
    void perform();

    /**
     * Rolls the step back.
     *
     * @param left leftovers of the later steps
     * @return leftovers of this step; empty when everything is removed
     */
    List<Leftover> rollBack(List<Leftover> left);

    /** Returns a step whose rollback leaves nothing or throws. */
    static Step of(String name, Runnable work, Runnable rollBack) {
        return new Step() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void perform() {
                work.run();
            }

            @Override
            public List<Leftover> rollBack(List<Leftover> left) {
                rollBack.run();
                return List.of();
            }
        };
    }
}
