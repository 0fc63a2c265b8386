package dev.aether.ajj.spi.config;

import dev.aether.ajj.model.text.SourcePosition;
import dev.aether.ajj.model.variable.VariableTexts;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** A value of aether.toml, or of a compose file as if it were in aether.toml, and where it is written. */
public sealed interface WrittenValue {

    Origin origin();

    /** Returns it without origins: a text, number, boolean or date; a list or a map of these. */
    Object plain();

    /** A table by keys, in order. */
    record Table(SequencedMap<String, WrittenValue> keys, Origin origin) implements WrittenValue {
        @Override
        public Map<String, Object> plain() {
            Map<String, Object> plain = new LinkedHashMap<>();
            keys.forEach((key, value) -> plain.put(key, value.plain()));
            return plain;
        }

        /** Returns this table merged over another: keys that it does not have come from the other, also in nested tables. */
        public Table over(Table other) {
            SequencedMap<String, WrittenValue> merged = new LinkedHashMap<>(other.keys);
            keys.forEach((key, value) -> merged.merge(
                    key,
                    value,
                    (below, above) ->
                            above instanceof Table own && below instanceof Table base ? own.over(base) : above));
            return new Table(merged, origin);
        }
    }

    record Array(List<WrittenValue> entries, Origin origin) implements WrittenValue {
        @Override
        public List<Object> plain() {
            return entries.stream().map(WrittenValue::plain).toList();
        }
    }

    /**
     * A value that contains no others.
     *
     * @param plain a text, long, double, boolean or date
     */
    record Scalar(Object plain, Origin origin) implements WrittenValue {}

    /**
     * Where a value is written.
     *
     * @param variables values that messages about it must not show
     * @param unset names of variables in it that have no value
     */
    record Origin(SourcePosition position, VariableTexts variables, List<String> unset) {
        /** Creates the origin of a value that has nothing to do with variables. */
        public Origin(SourcePosition position) {
            this(position, VariableTexts.NONE, List.of());
        }
    }

    /** Returns a value that is written at one place, with all that it contains. */
    static WrittenValue of(Object plain, Origin origin) {
        return switch (plain) {
            case Map<?, ?> map -> {
                SequencedMap<String, WrittenValue> keys = new LinkedHashMap<>();
                map.forEach((key, value) -> keys.put(key.toString(), of(value, origin)));
                yield new Table(keys, origin);
            }
            case Collection<?> list ->
                new Array(list.stream().map(each -> of(each, origin)).toList(), origin);
            default -> new Scalar(plain, origin);
        };
    }
}
