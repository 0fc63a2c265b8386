package dev.aether.ajj.spi.report;

import dev.aether.ajj.error.Problem;
import java.util.List;
import java.util.function.Supplier;

/**
 * A look at one thing. It changes nothing, may be taken while others are, and may be broken off.
 *
 * @param name of the thing; see {@link Finding#name}
 * @param needs names of things without which there is nothing to see; their checks come before this one
 * @param late what is wrong when it does not end in time
 * @param look gives at least one finding; a {@link dev.aether.ajj.error.Failure} is as good as a broken one
 */
public record Check(String name, List<String> needs, Problem late, Supplier<List<Finding>> look) {

    /** A look that gives one finding. */
    public static Check of(String name, List<String> needs, Problem late, Supplier<Finding> look) {
        return new Check(name, needs, late, () -> List.of(look.get()));
    }
}
