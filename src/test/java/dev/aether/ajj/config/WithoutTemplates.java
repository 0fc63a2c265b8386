package dev.aether.ajj.config;

import dev.aether.ajj.error.ConfigFaults;
import dev.aether.ajj.model.config.AetherConfig;
import dev.aether.ajj.model.template.Injection;
import dev.aether.ajj.model.template.Template;
import dev.aether.ajj.spi.directory.Templates;
import dev.aether.ajj.testing.NoCompose;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** Reads an aether.toml without checking its templates. */
public final class WithoutTemplates implements Templates {

    /** Reads a text as this file. */
    public static AetherConfig parse(Path file, String toml) {
        Path directory = file.resolveSibling("");
        return new ConfigReader(new WithoutTemplates(), new NoCompose()).parse(file, toml, directory, directory);
    }

    @Override
    public void check(AetherConfig config, Set<String> incomplete, ConfigFaults problems) {}

    @Override
    public String render(Injection injection, Map<String, Object> values) {
        throw new IllegalStateException("nothing is rendered");
    }

    @Override
    public String render(Template template, Map<String, Object> values) {
        throw new IllegalStateException("nothing is rendered");
    }
}
