package dev.aether.ajj.lifecycle.task;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * A result that is computed once. The first caller computes it, the others wait for it. A failure is a result, too.
 */
public final class Memo<T> implements Supplier<T> {
    private final FutureTask<T> answer;

    public Memo(Supplier<T> computation) {
        this.answer = new FutureTask<>(computation::get);
    }

    @Override
    public T get() {
        answer.run();
        try {
            return answer.get();
        } catch (ExecutionException failed) {
            throw Failure.of(failed.getCause() == null ? failed : failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Failure(new Problem.Interrupted("waiting for an answer"), interrupted);
        }
    }
}
