package dev.aether.ajj.compose;

import dev.aether.ajj.model.SourcePosition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** A part of a YAML file, with its place. Immutable; the same part may stand in several places, as aliases do. */
sealed interface Value {

    SourcePosition position();

    /** As messages name it: {@code a list}. */
    String kind();

    /**
     * A single value.
     *
     * @param text numbers and truth values as Go prints them, because compose does
     * @param isNull whether nothing is written, or {@code null}
     * @param isText whether it is neither a number, a truth value nor nothing
     * @param from variables that went into it
     */
    record Scalar(SourcePosition position, String text, boolean isNull, boolean isText, Set<Variable> from)
            implements Value {
        @Override
        public String kind() {
            return isNull ? "nothing" : "a single value";
        }

        /** The text in quotation marks for a message, unless it may hold a secret. */
        String quoted() {
            return from.stream().anyMatch(Variable::looksSecret) ? "this" : '"' + text + '"';
        }
    }

    /** A list. */
    record Sequence(SourcePosition position, List<Value> items) implements Value {
        @Override
        public String kind() {
            return "a list";
        }
    }

    /** What a tag says about how a value is merged over another one. */
    enum Directive {
        NONE,
        /** {@code !reset}: the value below it goes, and nothing comes in its place. */
        RESET,
        /** {@code !override}: the value below it goes as a whole. */
        OVERRIDE
    }

    /**
     * One entry of a mapping.
     *
     * @param key where its name stands
     */
    record Entry(SourcePosition key, Value value, Directive directive) {
        Entry(SourcePosition key, Value value) {
            this(key, value, Directive.NONE);
        }
    }

    /**
     * Names with values, in the order written.
     *
     * @param all also those that are reset
     */
    record Mapping(SourcePosition position, SequencedMap<String, Entry> all) implements Value {
        @Override
        public String kind() {
            return "a mapping";
        }

        /** The entries that are not reset. */
        SequencedMap<String, Entry> entries() {
            SequencedMap<String, Entry> entries = new LinkedHashMap<>(all);
            entries.values().removeIf(entry -> entry.directive() == Directive.RESET);
            return entries;
        }

        Optional<Value> value(String name) {
            return Optional.ofNullable(all.get(name))
                    .filter(entry -> entry.directive() != Directive.RESET)
                    .map(Entry::value);
        }

        /** Where a name stands, or the mapping itself when it does not have it. */
        SourcePosition positionOf(String name) {
            Entry entry = all.get(name);
            return entry == null ? position : entry.key();
        }

        /** The same with one entry more, or another one in its place. */
        Mapping with(String name, Entry entry) {
            SequencedMap<String, Entry> changed = new LinkedHashMap<>(all);
            changed.put(name, entry);
            return new Mapping(position, changed);
        }

        Mapping without(String name) {
            SequencedMap<String, Entry> changed = new LinkedHashMap<>(all);
            changed.remove(name);
            return new Mapping(position, changed);
        }
    }

    /** Text as it is written. */
    static Scalar text(SourcePosition position, String text) {
        return new Scalar(position, text, false, true, Set.of());
    }

    /** Nothing, at a place. */
    static Scalar nothing(SourcePosition position) {
        return new Scalar(position, "", true, false, Set.of());
    }

    /** A mapping without entries. */
    static Mapping emptyMapping(SourcePosition position) {
        return new Mapping(position, new LinkedHashMap<>(Map.of()));
    }
}
