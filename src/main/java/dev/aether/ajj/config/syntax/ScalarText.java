package dev.aether.ajj.config.syntax;

import dev.aether.ajj.config.toml.BadValue;
import dev.aether.ajj.config.toml.TomlSection;
import dev.aether.ajj.config.toml.TypeNames;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Reads texts that may also be numbers or booleans, as in compose files. They may be secret, so messages do not quote them. */
public final class ScalarText {

    private ScalarText() {}

    /** Returns a value as text; the key is for hints. */
    public static String of(String key, Object value) {
        return switch (value) {
            case String text
            when text.indexOf('\0') >= 0 -> throw new BadValue("the value contains a NUL character", "remove it");
            case String text -> text;
            case Long number -> number.toString();
            case Boolean truth -> truth.toString();
            case Double number
            when number.isInfinite() || number.isNaN() ->
                throw new BadValue("this is not a number", "put the value in quotation marks");
            case Double number -> BigDecimal.valueOf(number).toPlainString();
            case Map<?, ?> _ ->
                throw new BadValue(
                        "expected a string, found a table",
                        "put a name with a dot in quotation marks: \"" + key + ".NAME\" = \"...\"");
            default -> throw new BadValue(TypeNames.mismatch("a string", value), "put the value in quotation marks");
        };
    }

    /** Returns a table of texts, in order; empty when the key is missing. The check throws {@link BadValue}. */
    public static Map<String, String> table(TomlSection service, String key, Consumer<String> nameCheck) {
        Map<String, String> texts = new LinkedHashMap<>();
        service.section(key).ifPresent(table -> {
            for (String name : table.keys()) {
                table.any(name, value -> {
                            String text = of(name, value);
                            nameCheck.accept(name);
                            return text;
                        })
                        .ifPresent(text -> texts.put(name, text));
            }
        });
        return Collections.unmodifiableMap(texts);
    }
}
