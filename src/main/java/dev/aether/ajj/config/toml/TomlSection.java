package dev.aether.ajj.config.toml;

import dev.aether.ajj.error.ConfigFaults;
import dev.aether.ajj.error.Suggestions;
import dev.aether.ajj.model.template.Template;
import dev.aether.ajj.model.text.SourcePosition;
import dev.aether.ajj.model.variable.VariableTexts;
import dev.aether.ajj.spi.config.WrittenValue;
import dev.aether.ajj.spi.config.WrittenValue.Array;
import dev.aether.ajj.spi.config.WrittenValue.Origin;
import dev.aether.ajj.spi.config.WrittenValue.Scalar;
import dev.aether.ajj.spi.config.WrittenValue.Table;
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

/**
 * A table of aether.toml, or of a compose file as if it were there. For an invalid value, its getters report a fault and
 * return the same as for a missing key. So all faults of a file are found at once.
 */
public final class TomlSection {
    /** Empty for tables that are not in an aether.toml. */
    private final Optional<ConfigFile> file;

    private final ConfigFaults problems;
    private final Table table;
    private final List<String> path;
    /** The keys that were read, also missing ones, in this order. */
    private final Set<String> known = new LinkedHashSet<>();
    /** The hints of required keys that are missing. */
    private final Map<String, String> missing = new LinkedHashMap<>();

    TomlSection(Optional<ConfigFile> file, ConfigFaults problems, Table table, List<String> path) {
        this.file = file;
        this.problems = problems;
        this.table = table;
        this.path = path;
    }

    /** Returns a root table with the table {@code services}, which is not in an aether.toml. */
    public static TomlSection ofServices(Table services, ConfigFaults problems) {
        Table top = new Table(new LinkedHashMap<>(Map.of("services", services)), services.origin());
        return new TomlSection(Optional.empty(), problems, top, List.of());
    }

    /** Returns this table merged over another: keys that it does not have come from the other, also in nested tables. */
    public TomlSection over(TomlSection other) {
        TomlSection merged = new TomlSection(file, problems, table.over(other.table), path);
        merged.known.addAll(known);
        return merged;
    }

    /** Returns where the table begins. */
    public SourcePosition position() {
        return table.origin().position();
    }

    /** Returns the position of a key; of the table if the key is missing. */
    public SourcePosition position(String key) {
        return origin(key).position();
    }

    private Origin origin(String key) {
        return table.keys().getOrDefault(key, table).origin();
    }

    /** Returns the positions of all keys. */
    public Map<String, SourcePosition> positions() {
        return keys().stream().collect(Collectors.toUnmodifiableMap(key -> key, this::position));
    }

    /** Returns the keys in order, first those of a table that this one was merged over. */
    public Set<String> keys() {
        return table.keys().keySet();
    }

    public boolean has(String key) {
        return table.keys().containsKey(key);
    }

    /** Whether the key is in the same file as the table, which may be merged over one of another file. */
    public boolean hasItself(String key) {
        return has(key) && position(key).file().equals(position().file());
    }

    /** Returns the name for messages: {@code [services.postgres]}. */
    public String label() {
        return label(path);
    }

    /** Reports a fault of the table as a whole; the message is prefixed with the label. */
    public void report(String message, String hint) {
        VariableTexts variables = table.origin().variables();
        problems.report(position(), label() + " " + variables.redact(message), variables.redact(hint));
    }

    /** Reports a fault of a key's value. */
    public void report(String key, String message, String hint) {
        report(key, position(key), message, hint);
    }

    /** Reports a fault of one entry of a key's value. */
    public void report(String key, SourcePosition where, String message, String hint) {
        String name = Toml.joinKeyPath(List.of(key));
        Origin origin = origin(key);
        VariableTexts variables = origin.variables();
        String subject = path.isEmpty() ? name : name + " in " + label();
        String shown = subject + ": " + variables.redact(message);
        if (origin.unset().isEmpty()) {
            problems.report(where, shown, variables.redact(hint));
        } else {
            problems.report(
                    where,
                    shown + "; it has variables that are not set: " + String.join(", ", origin.unset()),
                    "set them in .env, or write a default: ${" + origin.unset().getFirst() + ":-VALUE}");
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
        typed(key, Array.class, "write " + key + " = [\"...\"]").ifPresent(array -> {
            for (WrittenValue entry : array.entries()) {
                SourcePosition where = entry.origin().position();
                parsed(key, where, entry.plain(), value -> parser.apply(value, where))
                        .ifPresent(value -> entries.add(new Located<>(value, where)));
            }
        });
        return entries;
    }

    /** Returns the table at a key. */
    public Optional<TomlSection> section(String key) {
        return typed(key, Table.class, "write it as a table: " + label(below(key)))
                .map(inner -> new TomlSection(file, problems, inner, below(key)));
    }

    /** Whether the value of a key is a table. */
    public boolean isTable(String key) {
        return written(key) instanceof Table;
    }

    /** Returns the tables at a key: one, or those of an array. */
    public List<TomlSection> sections(String key) {
        if (!(written(key) instanceof Array array)) {
            return section(key).stream().toList();
        }
        List<TomlSection> sections = new ArrayList<>();
        for (WrittenValue entry : array.entries()) {
            if (entry instanceof Table inner) {
                sections.add(new TomlSection(file, problems, inner, below(key)));
            } else {
                String mismatch = TypeNames.mismatch("a table", entry.plain());
                report(key, entry.origin().position(), mismatch, "write it as [[" + key + "]]");
            }
        }
        return sections;
    }

    /** Returns the value: a string, long, double, boolean, date, list or map. */
    public Optional<Object> value(String key) {
        return Optional.ofNullable(written(key)).map(WrittenValue::plain);
    }

    private @Nullable WrittenValue written(String key) {
        known.add(key);
        return table.keys().get(key);
    }

    /** Returns a string as a template, with the positions of its characters. */
    public Optional<Template> template(String key) {
        return text(key)
                .map(text -> ownFile(position(key))
                        .map(toml -> TemplateLiteral.read(toml, position(key), text))
                        .orElseGet(() -> new Template(text, position(key))));
    }

    /** Returns an entry of an array as a template. */
    public Template template(String key, int index, String text) {
        SourcePosition where = written(key) instanceof Array array
                ? array.entries().get(index).origin().position()
                : position(key);
        return ownFile(where)
                .map(toml -> TemplateLiteral.readEntry(toml, where, text))
                .orElseGet(() -> new Template(text, where));
    }

    /** Returns the aether.toml if a value is in it, and not in a compose file. */
    private Optional<ConfigFile> ownFile(SourcePosition where) {
        return file.filter(toml -> toml.path().equals(where.file()));
    }

    private <T> Optional<T> typed(String key, Class<T> type, String hint) {
        @Nullable WrittenValue written = written(key);
        if (written == null) {
            return Optional.empty();
        }
        Object value = written instanceof Scalar scalar ? scalar.plain() : written;
        if (!type.isInstance(value)) {
            report(key, TypeNames.mismatch(TypeNames.of(type), written.plain()), hint);
            return Optional.empty();
        }
        return Optional.of(type.cast(value));
    }

    private <V, T> Optional<T> parsed(String key, SourcePosition where, V value, Function<V, T> parser) {
        try {
            return Optional.of(parser.apply(value));
        } catch (BadValue bad) {
            report(key, where, bad.reason(), bad.hint());
            return Optional.empty();
        }
    }

    private List<String> below(String key) {
        return Stream.concat(path.stream(), Stream.of(key)).toList();
    }

    private static String label(List<String> path) {
        return "[" + Toml.joinKeyPath(path) + "]";
    }
}
