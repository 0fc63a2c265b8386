package dev.aether.ajj.config.syntax;

import dev.aether.ajj.config.toml.BadValue;
import dev.aether.ajj.config.toml.TypeNames;
import dev.aether.ajj.model.text.Durations;
import java.time.Duration;

/** Parses durations, in the same format as on the command line. */
public final class DurationSyntax {
    private static final String HINT = "write it like \"500ms\", \"60s\", \"2m\" or \"1m30s\"";

    private DurationSyntax() {}

    /** Returns a positive duration. */
    public static Duration parse(Object value) {
        String text = TypeNames.string(value, HINT);
        return Durations.parse(text)
                .orElseThrow(() -> new BadValue("\"" + text + "\" is not a positive duration", HINT));
    }
}
