package dev.aether.ajj.config.toml;

import dev.aether.ajj.error.ConfigFaults;
import dev.aether.ajj.error.Suggestions;
import dev.aether.ajj.model.template.Template;
import dev.aether.ajj.model.text.SourcePosition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * A table of aether.toml. For an invalid value, its getters report a fault and return the same as for a missing key. So all
 * faults of a file are found at once.
 */
public final class TomlSection {
    private final ConfigFile file;
    private final ConfigFaults problems;
    private final TomlTable table;
    private final List<String> path;
    private final SourcePosition position;
    private final @Nullable TomlSection base;
    /** The keys that were read, also missing ones, in this order. */
    private final Set<String> known = new LinkedHashSet<>();
    /** The hints of required keys that are missing. */
    private final Map<String, String> missing = new LinkedHashMap<>();

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

    /** Returns the root table of a file. */
    public static TomlSection top(ConfigFile file, ConfigFaults problems, TomlTable table) {
        return new TomlSection(file, problems, table, List.of(), new SourcePosition(file.path(), 1, 1), null);
    }

    /** Returns this table merged over another: keys that it does not have come from the other, also in nested tables. */
    public TomlSection over(TomlSection other) {
        TomlSection merged = new TomlSection(file, problems, table, path, position, other);
        merged.known.addAll(known);
        return merged;
    }

    /** Returns the table that has a key: this, or one that it was merged over. */
    private TomlSection owner(String key) {
        return base != null && !hasItself(key) && base.has(key) ? base.owner(key) : this;
    }

    /** Returns where the table begins. */
    public SourcePosition position() {
        return position;
    }

    /** Returns the position of a key; of the table if the key is missing. */
    public SourcePosition position(String key) {
        TomlSection owner = owner(key);
        TomlPosition found = owner.table.inputPositionOf(List.of(key));
        return found == null ? owner.position : owner.file.at(found);
    }

    /** Returns the positions of all keys. */
    public Map<String, SourcePosition> positions() {
        return keys().stream().collect(Collectors.toUnmodifiableMap(key -> key, this::position));
    }

    /** Returns the keys in order, first those of a table that this one was merged over. */
    public Set<String> keys() {
        if (base == null) {
            return table.keySet();
        }
        Set<String> keys = new LinkedHashSet<>(base.keys());
        keys.addAll(table.keySet());
        return keys;
    }

    /** Whether this table itself has the key, not only one that it was merged over. */
    public boolean hasItself(String key) {
        return table.get(List.of(key)) != null;
    }

    /** Whether this table, or one that it was merged over, has the key. */
    public boolean has(String key) {
        return keys().contains(key);
    }

    /** Returns the name for messages: {@code [services.postgres]}. */
    public String label() {
        return label(path);
    }

    /** Reports a fault of the table as a whole; the message is prefixed with the label. */
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
        ConfigFile source = owner(key).file;
        String subject = path.isEmpty() ? name : name + " in " + label();
        List<String> unset = source.unset(where);
        if (unset.isEmpty()) {
            problems.report(where, subject + ": " + source.hidden(where, message), source.hidden(where, hint));
        } else {
            problems.report(
                    where,
                    subject + ": " + source.hidden(where, message) + "; it has variables that are not set: "
                            + String.join(", ", unset),
                    "set them in .env, or write a default: ${" + unset.getFirst() + ":-VALUE}");
        }
    }

    /**
     * Reports every key that was not read, with other hints for some, and required keys that are missing, unless such a
     * hint names them. Call this after all keys have been read.
     */
    public void rejectUnknownKeys(Map<String, String> otherNames) {
        for (String key : keys()) {
            if (!known.contains(key)) {
                String where = path.isEmpty() ? "" : " in " + label();
                String hint = otherNames.getOrDefault(key, Suggestions.hint(key, known, ""));
                missing.keySet()
                        .removeIf(required -> Pattern.compile("\\b" + Pattern.quote(required) + "\\b")
                                .matcher(hint)
                                .find());
                problems.report(
                        position(key),
                        "unknown key \"" + key + "\"" + where,
                        hint.isEmpty() ? "known keys: " + String.join(", ", known) : hint);
            }
        }
        missing.forEach((key, hint) -> report("has no " + key, hint));
    }

    /** Runs work, and returns whether it reported no fault. */
    public boolean reportsNothing(Runnable work) {
        int before = problems.size();
        work.run();
        return problems.size() == before;
    }

    Optional<String> text(String key) {
        return typed(key, String.class, "write " + key + " = \"...\"");
    }

    /** Returns a parsed string; a {@link BadValue} is reported. */
    public <T> Optional<T> text(String key, Function<String, T> parser) {
        return text(key).flatMap(value -> parsed(key, position(key), value, parser));
    }

    /** Returns a boolean; false when the key is missing. */
    public boolean flag(String key) {
        return typed(key, Boolean.class, "write " + key + " = true").orElse(false);
    }

    /** Returns a parsed value of any type; a {@link BadValue} is reported. */
    public <T> Optional<T> any(String key, Function<Object, T> parser) {
        return value(key).flatMap(value -> parsed(key, position(key), value, parser));
    }

    /** Makes {@link #rejectUnknownKeys} report a fault if a required key is missing. */
    public void require(String key, String hint) {
        if (!has(key)) {
            missing.put(key, hint);
        }
    }

    /** Returns the parsed entries of an array; invalid ones are reported and left out. */
    public <T> List<Located<T>> list(String key, Function<Object, T> parser) {
        return list(key, (value, _) -> parser.apply(value));
    }

    /** Returns the entries of an array, with a parser that gets their positions. */
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

    /** Returns the table at a key. */
    public Optional<TomlSection> section(String key) {
        return typed(key, TomlTable.class, "write it as a table: " + label(below(key)))
                .map(inner -> owner(key).inner(key, inner));
    }

    private TomlSection inner(String key, TomlTable inner) {
        boolean both = base != null && base.value(key).orElse("") instanceof TomlTable;
        @Nullable TomlSection below = both && base != null ? base.section(key).orElse(null) : null;
        return new TomlSection(file, problems, inner, below(key), position(key), below);
    }

    /** Returns the tables at a key: one, or those of an array. */
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

    /** Returns the value as tomlj has read it. */
    public Optional<Object> value(String key) {
        known.add(key);
        return Optional.ofNullable(owner(key).table.get(List.of(key)));
    }

    /** Returns a string as a template, with the positions of its characters. */
    public Optional<Template> template(String key) {
        return text(key).map(text -> owner(key).file.template(position(key), text));
    }

    /** Returns an entry of an array as a template. */
    public Template template(String key, TomlArray array, int index, String text) {
        return owner(key).file.templateEntry(entryPosition(key, array, index), text);
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
        return found == null ? position(key) : owner(key).file.at(found);
    }

    private List<String> below(String key) {
        return Stream.concat(path.stream(), Stream.of(key)).toList();
    }

    private static String label(List<String> path) {
        return "[" + Toml.joinKeyPath(path) + "]";
    }
}
