package dev.aether.ajj.testing;

import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes one operation of a {@link FakeWorld} fail, and remembers which operations there were. */
public final class Faults {
    private final List<String> reached = new ArrayList<>();
    private final Map<String, Runnable> events = new HashMap<>();
    private String failing = "";
    private boolean afterEffect;

    /** The operation of this name fails once, without having done anything. */
    public void failAt(String operation) {
        failing = operation;
        afterEffect = false;
    }

    /** The operation of this name does its work and fails then, as when an answer is lost on its way. */
    public void failAfter(String operation) {
        failing = operation;
        afterEffect = true;
    }

    /** Something happens once, just before the operation of this name. */
    public synchronized void runBefore(String operation, Runnable event) {
        events.put(operation, event);
    }

    /** What was asked of the world before is of no interest. */
    public synchronized void forget() {
        reached.clear();
    }

    /** Everything that was asked of the world, in order. */
    public synchronized List<String> reached() {
        return List.copyOf(reached);
    }

    synchronized void before(String operation) {
        reached.add(operation);
        Optional.ofNullable(events.remove(operation)).ifPresent(Runnable::run);
        if (!afterEffect && operation.equals(failing)) {
            failing = "";
            throw broken(operation);
        }
    }

    synchronized void after(String operation) {
        if (afterEffect && operation.equals(failing)) {
            failing = "";
            throw broken(operation);
        }
    }

    private static Failure broken(String operation) {
        return new Failure(new BackendProblem.SpawnFailed(operation, "made to fail", List.of("none")));
    }
}
