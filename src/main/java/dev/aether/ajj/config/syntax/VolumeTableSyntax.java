package dev.aether.ajj.config.syntax;

import dev.aether.ajj.config.toml.BadValue;
import dev.aether.ajj.config.toml.TypeNames;
import dev.aether.ajj.error.Suggestions;
import dev.aether.ajj.model.service.VolumeSpec;
import dev.aether.ajj.model.service.VolumeSpec.Driver;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parses an entry of {@code volumes} that is a table: a volume with a driver, or an external volume. */
final class VolumeTableSyntax {
    private static final List<String> KEYS =
            List.of("source", "target", "read_only", "external", "driver", "driver_opts");
    private static final String HINT = "write { source = \"name\", target = \"/path\", external = true }";

    private VolumeTableSyntax() {}

    static VolumeSpec parse(Map<?, ?> table) {
        table.keySet().stream()
                .map(Object::toString)
                .filter(key -> !KEYS.contains(key))
                .forEach(key -> {
                    throw new BadValue(
                            "unknown key \"" + key + "\"",
                            Suggestions.hint(key, KEYS, "known keys: " + String.join(", ", KEYS)));
                });
        String source = text(table, "source");
        VolumeSyntax.checkName(source);
        String target = VolumeSyntax.target(text(table, "target"));
        boolean readOnly = flag(table, "read_only");
        Driver driver = driver(table);
        if (!flag(table, "external")) {
            return new VolumeSpec.Named(source, target, readOnly, driver);
        }
        if (!driver.isPlain()) {
            throw new BadValue("an external volume already exists", "remove driver and driver_opts");
        }
        return new VolumeSpec.Shared(source, target, readOnly);
    }

    private static Driver driver(Map<?, ?> table) {
        String name = table.containsKey("driver") ? text(table, "driver") : Driver.LOCAL.name();
        if (name.isBlank()) {
            throw new BadValue("the driver has no name", "remove driver to use the default");
        }
        Object options = table.get("driver_opts");
        if (options == null) {
            return new Driver(name, Map.of());
        }
        if (!(options instanceof Map<?, ?> entries)) {
            throw new BadValue("driver_opts: " + TypeNames.mismatch("a table", options), "write { type = \"tmpfs\" }");
        }
        Map<String, String> texts = new LinkedHashMap<>();
        entries.forEach((key, value) -> texts.put(key.toString(), ScalarText.of(key.toString(), value)));
        return new Driver(name, texts);
    }

    private static String text(Map<?, ?> table, String key) {
        Object value = table.get(key);
        if (!(value instanceof String text)) {
            throw new BadValue(value == null ? "it has no " + key : key + " is not a string", HINT);
        }
        return text;
    }

    private static boolean flag(Map<?, ?> table, String key) {
        Object value = table.get(key);
        if (value != null && !(value instanceof Boolean)) {
            throw new BadValue(key + ": " + TypeNames.mismatch("a boolean", value), "write " + key + " = true");
        }
        return Boolean.TRUE.equals(value);
    }
}
