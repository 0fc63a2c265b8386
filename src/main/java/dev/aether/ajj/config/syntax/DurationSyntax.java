package dev.aether.ajj.config.syntax;

import dev.aether.ajj.config.toml.BadValue;
import dev.aether.ajj.config.toml.TypeNames;
import dev.aether.ajj.model.text.Durations;
import java.time.Duration;

/** Durations of aether.toml, written as on the command line. */
public final class DurationSyntax {
    private static final String HINT = "write it like \"500ms\", \"60s\", \"2m\" or \"1m30s\"";

    private DurationSyntax() {}

    /** A duration above zero. */
    public static Duration parse(Object value) {
        if (!(value instanceof String text)) {
            throw new BadValue(TypeNames.mismatch("a string", value), HINT);
        }
        return Durations.parse(text)
                .orElseThrow(() -> new BadValue("\"" + text + "\" is not a duration above zero", HINT));
    }
}
