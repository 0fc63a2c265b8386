package dev.aether.ajj.spi.report;

import dev.aether.ajj.error.Problem;
import java.util.List;
import java.util.function.Supplier;

/**
 * A diagnostic check of {@code ajj doctor}. It changes nothing, may run while others do, and may be interrupted.
 *
 * @param needs names of the checks that must pass first; they come before this one
 * @param onTimeout the problem to report when the check does not end in time
 * @param findings at least one; a {@link dev.aether.ajj.error.Failure} counts as a broken one
 */
public record Check(String name, List<String> needs, Problem onTimeout, Supplier<List<Finding>> findings) {
    /** Returns a check with one finding. */
    public static Check of(String name, List<String> needs, Problem onTimeout, Supplier<Finding> finding) {
        return new Check(name, needs, onTimeout, () -> List.of(finding.get()));
    }
}
