package dev.aether.ajj.lifecycle.task;

import dev.aether.ajj.error.Problem.RollbackIncomplete.Leftover;
import java.util.List;

/**
 * One step of an operation, with the way back beside it. The way back may be asked for whether the step was finished,
 * broke off half-way or had not begun: it takes away what is there and proves to be ours, and is content with nothing.
 */
public interface Step {

    /** In a few words, for the message when undoing it fails: "services of feature". */
    String name();

    /**
     * Does it.
     *
     * @throws dev.aether.ajj.error.Failure with the reason when it cannot be done
     */
    void perform();

    /**
     * Goes back.
     *
     * @param left what the later steps could not take back
     * @return what this step could not take back; empty when all is as before
     */
    List<Leftover> rollBack(List<Leftover> left);

    /** A step that leaves nothing behind once {@code undo} has run. */
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
