package dev.aether.ajj.config;

import dev.aether.ajj.config.toml.TomlSection;
import dev.aether.ajj.error.ConfigFaults;
import dev.aether.ajj.model.config.ComposeUse;
import dev.aether.ajj.model.template.Injection;
import dev.aether.ajj.model.template.Template;
import dev.aether.ajj.model.text.SourcePosition;
import dev.aether.ajj.spi.config.ComposeSource.Composed;
import dev.aether.ajj.spi.config.ComposeSource.Request;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The services of compose files as tables, which aether.toml can override. */
record ComposedTables(Request request, Composed composed) {
    private static final String INJECTED_FILE = ".env";

    /** Returns the tables. They report faults at their position in the compose file. */
    TomlSection section(ConfigFaults problems) {
        return TomlSection.ofServices(composed.services(), problems);
    }

    /** Returns the injection for a repository without aether.toml; empty when no service has ports. */
    List<Injection> injections() {
        if (composed.injection().isEmpty()) {
            return List.of();
        }
        SourcePosition start = new SourcePosition(path(), 1, 1);
        String text = composed.injection().stream().collect(Collectors.joining("\n", "", "\n"));
        return List.of(new Injection(INJECTED_FILE, new Template(text, List.of(new Template.Mark(0, start))), start));
    }

    ComposeUse use() {
        return new ComposeUse(
                request.files(),
                composed.sources(),
                List.copyOf(composed.services().keys().keySet()),
                composed.leftOut(),
                composed.notes(),
                composed.builds());
    }

    private Path path() {
        return request.files().getFirst();
    }
}
