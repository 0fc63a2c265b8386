package dev.aether.ajj.config.service;

import dev.aether.ajj.config.syntax.ScalarText;
import dev.aether.ajj.config.toml.TomlSection;
import dev.aether.ajj.model.template.Template;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The key {@code env} of a service. Its values may be secret: no message shows one. */
final class EnvironmentReader {

    private EnvironmentReader() {}

    /**
     * The variables in the order written.
     *
     * @param templates gets those whose values have something to fill in
     */
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
            section.report(key, "this cannot be the name of a variable", "names are not empty and hold no \"=\"");
        }
    }
}
