package dev.aether.ajj.cli.completion;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** The supported shells. */
public enum Shell {
    bash,
    zsh,
    fish;

    /** Returns the completion script. */
    public String script(CommandSpec ajj) {
        OfferedCommand offered = OfferedCommand.of(ajj);
        String script = resource();
        for (Map.Entry<String, String> part : parts(offered).entrySet()) {
            script = script.replace("@" + part.getKey() + "@", part.getValue());
        }
        return script;
    }

    private Map<String, String> parts(OfferedCommand ajj) {
        return switch (this) {
            case bash ->
                Map.of(
                        "GLOBAL", BashScript.global(ajj),
                        "TAKES", BashScript.takes(ajj),
                        "VALUES", BashScript.values(ajj));
            case zsh -> Map.of("GLOBAL", ZshScript.global(ajj), "COMMANDS", ZshScript.functions(ajj));
            case fish -> Map.of("LISTS", FishScript.lists(ajj), "COMPLETIONS", FishScript.completions(ajj));
        };
    }

    private String resource() {
        String name = "/completion/ajj." + name();
        try (InputStream stream = Shell.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("missing resource " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
