package dev.aether.ajj.error;

import dev.aether.ajj.model.text.SourcePosition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the faults of one configuration file, so that all of them are reported at once. */
public final class ConfigFaults {
    private static final Comparator<ConfigProblem.Invalid> BY_POSITION =
            Comparator.comparing(ConfigProblem.Invalid::position, SourcePosition.IN_FILE);

    private final List<ConfigProblem.Invalid> found = new ArrayList<>();

    /**
     * Adds a fault.
     *
     * @param message one sentence without a full stop and without secret values; control characters are
     *     {@link Escapes escaped}
     */
    public void report(SourcePosition position, String message, String hint) {
        report(position, message, List.of(hint));
    }

    /** Adds a fault with several hints, the best first; at least one. */
    public void report(SourcePosition position, String message, List<String> hints) {
        found.add(new ConfigProblem.Invalid(
                position, Escapes.of(message), hints.stream().map(Escapes::of).toList()));
    }

    /** Returns the number of faults so far. */
    public int size() {
        return found.size();
    }

    /**
     * Throws all faults, if any.
     *
     * @throws Failure with every fault, ordered by position
     */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new Failure(found.stream().sorted(BY_POSITION).distinct().toList(), null);
        }
    }
}
