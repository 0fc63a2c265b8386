package dev.aether.ajj.config.toml;

import dev.aether.ajj.error.ConfigFaults;
import dev.aether.ajj.error.Suggestions;
import dev.aether.ajj.model.template.Template;
import dev.aether.ajj.model.text.SourcePosition;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * One table of aether.toml. Its getters report what is wrong, with the place, and then answer as if the key
 * were not there, so that reading goes on and finds the other faults too.
 */
public final class TomlSection {
    private final ConfigFile file;
    private final ConfigFaults problems;
    private final TomlTable table;
    private final List<String> path;
    private final SourcePosition position;
    private final @Nullable TomlSection base;
    /** The keys that were asked for, whether they are there or not, in the order of asking. */
    private final Set<String> known = new LinkedHashSet<>();

    private TomlSection(
            ConfigFile file,
            ConfigFaults problems,
            TomlTable table,
            List<String> path,
            SourcePosition position,
            @Nullable TomlSection base) {
        this.file = file;
        this.problems = problems;
        this.table = table;
        this.path = path;
        this.position = position;
        this.base = base;
    }

    /** The file as a whole. */
    public static TomlSection top(ConfigFile file, ConfigFaults problems, TomlTable table) {
        return new TomlSection(file, problems, table, List.of(), new SourcePosition(file.path(), 1, 1), null);
    }

    /** This table with the keys of another one that it does not have itself, also in the tables below. */
    public TomlSection over(TomlSection other) {
        TomlSection merged = new TomlSection(file, problems, table, path, position, other);
        merged.known.addAll(known);
        return merged;
    }

    /** The table that a key is written in. */
    private TomlSection home(String key) {
        return base != null && !hasItself(key) && base.has(key) ? base.home(key) : this;
    }

    /** Where the table begins. */
    public SourcePosition position() {
        return position;
    }

    /** Where a key stands; the table's own position when it has no such key. */
    public SourcePosition position(String key) {
        TomlSection home = home(key);
        TomlPosition found = home.table.inputPositionOf(List.of(key));
        return found == null ? home.position : home.file.at(found);
    }

    /** Where its keys are written, by key. */
    public Map<String, SourcePosition> positions() {
        return keys().stream().collect(Collectors.toUnmodifiableMap(key -> key, this::position));
    }

    /** The keys in the order written. */
    public Set<String> keys() {
        if (base == null) {
            return table.keySet();
        }
        Set<String> keys = new LinkedHashSet<>(base.keys());
        keys.addAll(table.keySet());
        return keys;
    }

    /** Whether the key is written in this table itself, rather than in the one below it. */
    public boolean hasItself(String key) {
        return table.get(List.of(key)) != null;
    }

    /** Whether the key is written in this table or in the one below it. */
    public boolean has(String key) {
        return keys().contains(key);
    }

    /** As messages name it: {@code [services.postgres]}. */
    public String label() {
        return label(path);
    }

    /** Reports a fault of the table as a whole; the label goes in front. */
    public void report(String message, String hint) {
        problems.report(position, label() + " " + file.hidden(position, message), file.hidden(position, hint));
    }

    /** Reports a fault of a key's value. */
    public void report(String key, String message, String hint) {
        report(key, position(key), message, hint);
    }

    /** Reports a fault of one entry of a key's value. */
    public void report(String key, SourcePosition where, String message, String hint) {
        String name = Toml.joinKeyPath(List.of(key));
        ConfigFile written = home(key).file;
        problems.report(
                where,
                (path.isEmpty() ? name : name + " in " + label()) + ": " + written.hidden(where, message),
                written.hidden(where, hint));
    }

    /**
     * Reports every key that nothing has asked for. To be called when all keys have been read.
     *
     * @param otherNames what to say for names that come from elsewhere, such as compose
     */
    public void rejectUnknownKeys(Map<String, String> otherNames) {
        for (String key : keys()) {
            if (!known.contains(key)) {
                String where = path.isEmpty() ? "" : " in " + label();
                String hint = otherNames.getOrDefault(
                        key, Suggestions.hint(key, known, "known keys: " + String.join(", ", known)));
                problems.report(position(key), "unknown key \"" + key + "\"" + where, hint);
            }
        }
    }

    /** Whether the work reports no fault in this file. */
    public boolean isSoundAfter(Runnable work) {
        int before = problems.size();
        work.run();
        return problems.size() == before;
    }

    Optional<String> text(String key) {
        return typed(key, String.class, "write " + key + " = \"...\"");
    }

    /** A string that is turned into something else; {@link BadValue} becomes a problem. */
    public <T> Optional<T> text(String key, Function<String, T> parser) {
        return text(key).flatMap(value -> parsed(key, position(key), value, parser));
    }

    /** A boolean; false when it is not there. */
    public boolean flag(String key) {
        return typed(key, Boolean.class, "write " + key + " = true").orElse(false);
    }

    /** A value of any type that is turned into something else; {@link BadValue} becomes a problem. */
    public <T> Optional<T> any(String key, Function<Object, T> parser) {
        return value(key).flatMap(value -> parsed(key, position(key), value, parser));
    }

    /** Reports a key that must be there and is not. */
    public void require(String key, String hint) {
        if (!has(key)) {
            report("has no " + key, hint);
        }
    }

    /** The entries of an array, each turned into something else; faulty ones are reported and left out. */
    public <T> List<Located<T>> list(String key, Function<Object, T> parser) {
        return list(key, (value, _) -> parser.apply(value));
    }

    /** The same, for values that keep their place. */
    public <T> List<Located<T>> list(String key, BiFunction<Object, SourcePosition, T> parser) {
        List<Located<T>> entries = new ArrayList<>();
        typed(key, TomlArray.class, "write " + key + " = [\"...\"]").ifPresent(array -> {
            for (int index = 0; index < array.size(); index++) {
                SourcePosition where = entryPosition(key, array, index);
                parsed(key, where, array.get(index), value -> parser.apply(value, where))
                        .ifPresent(value -> entries.add(new Located<>(value, where)));
            }
        });
        return entries;
    }

    /** The table below a key. */
    public Optional<TomlSection> section(String key) {
        return typed(key, TomlTable.class, "write it as a table: " + label(below(key)))
                .map(inner -> home(key).inner(key, inner));
    }

    private TomlSection inner(String key, TomlTable inner) {
        boolean both = base != null && base.value(key).orElse("") instanceof TomlTable;
        @Nullable TomlSection below = both && base != null ? base.section(key).orElse(null) : null;
        return new TomlSection(file, problems, inner, below(key), position(key), below);
    }

    /** One table, or an array of tables. */
    public List<TomlSection> sections(String key) {
        Optional<Object> value = value(key);
        if (value.isEmpty() || !(value.get() instanceof TomlArray array)) {
            return section(key).stream().toList();
        }
        List<TomlSection> sections = new ArrayList<>();
        for (int index = 0; index < array.size(); index++) {
            SourcePosition where = entryPosition(key, array, index);
            if (array.get(index) instanceof TomlTable inner) {
                sections.add(new TomlSection(file, problems, inner, below(key), where, null));
            } else {
                report(key, where, TypeNames.mismatch("a table", array.get(index)), "write it as [[" + key + "]]");
            }
        }
        return sections;
    }

    /** The value as tomlj has it. */
    public Optional<Object> value(String key) {
        known.add(key);
        return Optional.ofNullable(home(key).table.get(List.of(key)));
    }

    /** A string that is a template, with the places of its characters. */
    public Optional<Template> template(String key) {
        return text(key).map(text -> home(key).file.template(position(key), text));
    }

    /** The same for an entry of an array. */
    public Template template(String key, TomlArray array, int index, String text) {
        return home(key).file.templateEntry(entryPosition(key, array, index), text);
    }

    private <T> Optional<T> typed(String key, Class<T> type, String hint) {
        Optional<Object> value = value(key);
        if (value.isPresent() && !type.isInstance(value.get())) {
            report(key, TypeNames.mismatch(TypeNames.of(type), value.get()), hint);
            return Optional.empty();
        }
        return value.map(type::cast);
    }

    private <V, T> Optional<T> parsed(String key, SourcePosition where, V value, Function<V, T> parser) {
        try {
            return Optional.of(parser.apply(value));
        } catch (BadValue bad) {
            report(key, where, bad.reason(), bad.hint());
            return Optional.empty();
        }
    }

    private SourcePosition entryPosition(String key, TomlArray array, int index) {
        TomlPosition found = array.inputPositionOf(index);
        return found == null ? position(key) : home(key).file.at(found);
    }

    private List<String> below(String key) {
        return Stream.concat(path.stream(), Stream.of(key)).toList();
    }

    private static String label(List<String> path) {
        return "[" + Toml.joinKeyPath(path) + "]";
    }
}
