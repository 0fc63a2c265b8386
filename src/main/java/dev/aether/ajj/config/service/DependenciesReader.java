package dev.aether.ajj.config.service;

import dev.aether.ajj.config.toml.BadValue;
import dev.aether.ajj.config.toml.Located;
import dev.aether.ajj.config.toml.TomlSection;
import dev.aether.ajj.config.toml.TypeNames;
import dev.aether.ajj.error.Suggestions;
import dev.aether.ajj.model.service.ServiceSpec.Condition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Reads the key {@code depends_on} of a service: names, or a table of names and conditions. */
final class DependenciesReader {
    private static final String KEY = "depends_on";
    private static final List<String> CONDITIONS =
            Arrays.stream(Condition.values()).map(Condition::word).toList();

    private DependenciesReader() {}

    /** Returns the dependencies in order; names may be unknown or duplicates. */
    static List<Located<Dependency>> read(TomlSection service) {
        if (service.isTable(KEY)) {
            List<Located<Dependency>> dependencies = new ArrayList<>();
            service.section(KEY).ifPresent(table -> {
                for (String name : table.keys()) {
                    table.any(name, DependenciesReader::condition)
                            .ifPresent(condition -> dependencies.add(
                                    new Located<>(new Dependency(name, condition), table.position(name))));
                }
            });
            return dependencies;
        }
        return service.list(KEY, DependenciesReader::name);
    }

    /** Returns conditions by the names of services; the first of duplicates. */
    static SequencedMap<String, Condition> conditions(List<Located<Dependency>> dependencies) {
        SequencedMap<String, Condition> conditions = new LinkedHashMap<>();
        dependencies.forEach(each ->
                conditions.putIfAbsent(each.value().service(), each.value().condition()));
        return Collections.unmodifiableSequencedMap(conditions);
    }

    private static Dependency name(Object value) {
        return new Dependency(TypeNames.string(value, "write the name of a service"), Condition.READY);
    }

    private static Condition condition(Object value) {
        String known = "write one of " + String.join(", ", CONDITIONS);
        String text = TypeNames.string(value, known);
        for (Condition condition : Condition.values()) {
            if (condition.word().equals(text)) {
                return condition;
            }
        }
        String hint = text.equals("service_completed_successfully")
                ? "write \"completed\""
                : text.startsWith("service_") ? "write \"ready\"" : Suggestions.hint(text, CONDITIONS, known);
        throw new BadValue("\"" + text + "\" is not a valid condition", hint);
    }
}
