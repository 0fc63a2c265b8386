package dev.aether.ajj.config.service;

import dev.aether.ajj.config.syntax.ScalarText;
import dev.aether.ajj.config.toml.TomlSection;
import dev.aether.ajj.model.template.Template;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the key {@code env} of a service. Values may be secret, so messages do not quote them. */
final class EnvironmentReader {

    private EnvironmentReader() {}

    /** Returns the variables in order. Adds the values with template tags to {@code templates}. */
    static Map<String, String> read(TomlSection service, Map<String, Template> templates) {
        Map<String, String> variables = new LinkedHashMap<>();
        service.section("env").ifPresent(section -> {
            for (String key : section.keys()) {
                checkName(section, key);
                section.any(key, value -> ScalarText.of(key, value)).ifPresent(text -> {
                    variables.put(key, text);
                    if (Template.isNeededFor(text)) {
                        section.template(key).ifPresent(template -> templates.put(key, template));
                    }
                });
            }
        });
        return Collections.unmodifiableMap(variables);
    }

    private static void checkName(TomlSection section, String key) {
        if (key.isBlank() || key.indexOf('=') >= 0 || key.indexOf('\0') >= 0) {
            section.report(key, "this is not a valid name of a variable", "names are not empty and have no \"=\"");
        }
    }
}
