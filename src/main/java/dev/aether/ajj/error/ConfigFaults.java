package dev.aether.ajj.error;

import dev.aether.ajj.model.text.SourcePosition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Gathers the faults of one configuration file, so that all of them are reported at once. */
public final class ConfigFaults {
    private static final Comparator<ConfigProblem.Invalid> BY_POSITION =
            Comparator.comparing(ConfigProblem.Invalid::position, SourcePosition.IN_FILE);

    private final List<ConfigProblem.Invalid> found = new ArrayList<>();

    /**
     * Notes a fault.
     *
     * @param message one sentence without a full stop; never holds a value that may be secret. What it quotes of a file
     *     is made {@link Escapes}
     * @param hint what to do about it
     */
    public void report(SourcePosition position, String message, String hint) {
        report(position, message, List.of(hint));
    }

    /** The same with several hints, the best first; at least one. */
    public void report(SourcePosition position, String message, List<String> hints) {
        found.add(new ConfigProblem.Invalid(
                position, Escapes.of(message), hints.stream().map(Escapes::of).toList()));
    }

    /** How many have been noted so far. */
    public int size() {
        return found.size();
    }

    /**
     * Does nothing when nothing was reported.
     *
     * @throws Failure every problem reported, ordered by position
     */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new Failure(found.stream().sorted(BY_POSITION).distinct().toList(), null);
        }
    }
}
