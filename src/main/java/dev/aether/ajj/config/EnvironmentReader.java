package dev.aether.ajj.config;

import dev.aether.ajj.model.Template;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tomlj.TomlTable;

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
                section.any(key, value -> text(key, value)).ifPresent(text -> {
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

    private static String text(String key, Object value) {
        return switch (value) {
            case String text
            when text.indexOf('\0') >= 0 ->
                throw new BadValue("the value holds a NUL character", "no environment can hold one: remove it");
            case String text -> text;
            case Long number -> number.toString();
            case Boolean truth -> truth.toString();
            case Double number
            when number.isInfinite() || number.isNaN() ->
                throw new BadValue("this is not a number", "put the value in quotation marks");
            case Double number -> BigDecimal.valueOf(number).toPlainString();
            case TomlTable _ ->
                throw new BadValue(
                        "expected a string, found a table",
                        "a name with a dot stands in quotation marks: \"" + key + ".NAME\" = \"...\"");
            default -> throw new BadValue(TypeNames.mismatch("a string", value), "put the value in quotation marks");
        };
    }
}
