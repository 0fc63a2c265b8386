package dev.aether.ajj.testing;

import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes one operation of a {@link FakeWorld} fail, and records all operations. */
public final class Faults {
    private final List<String> reached = new ArrayList<>();
    private final Map<String, Runnable> events = new HashMap<>();
    private String failing = "";
    private boolean afterEffect;

    /** Makes the operation fail once, without any effect. */
    public void failAt(String operation) {
        failing = operation;
        afterEffect = false;
    }

    /** Makes the operation fail once after its effect, as with a lost answer. */
    public void failAfter(String operation) {
        failing = operation;
        afterEffect = true;
    }

    /** Runs an action once, just before the operation. */
    public synchronized void runBefore(String operation, Runnable event) {
        events.put(operation, event);
    }

    /** Clears the recorded operations. */
    public synchronized void forget() {
        reached.clear();
    }

    /** Returns the recorded operations, in order. */
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
