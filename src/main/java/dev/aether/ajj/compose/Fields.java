package dev.aether.ajj.compose;

import dev.aether.ajj.compose.Value.Entry;
import dev.aether.ajj.compose.Value.Mapping;
import dev.aether.ajj.compose.Value.Scalar;
import dev.aether.ajj.compose.Value.Sequence;
import dev.aether.ajj.error.ConfigFaults;
import dev.aether.ajj.model.SourcePosition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One definition of a compose file, key by key. What has another type than compose allows is reported, and answered as if
 * the key were not there.
 */
final class Fields {
    private static final String REFERENCE = "https://docs.docker.com/reference/compose-file/";

    private final Mapping mapping;
    private final String label;
    private final ConfigFaults problems;
    private final Set<String> asked = new HashSet<>();

    Fields(Mapping mapping, String label, ConfigFaults problems) {
        this.mapping = mapping;
        this.label = label;
        this.problems = problems;
    }

    /** A mapping, or a single value that is short for one with a single key. */
    static Fields of(Value value, String shortFor, String label, ConfigFaults problems) {
        return switch (value) {
            case Mapping mapping -> new Fields(mapping, label, problems);
            case Scalar scalar
            when !scalar.isNull() ->
                new Fields(
                        new Mapping(
                                scalar.position(),
                                new LinkedHashMap<>(Map.of(shortFor, new Entry(scalar.position(), scalar)))),
                        label,
                        problems);
            default -> {
                report(problems, value, label, "a mapping or a single value");
                yield new Fields(Value.emptyMapping(value.position()), label, problems);
            }
        };
    }

    SourcePosition position() {
        return mapping.position();
    }

    SourcePosition position(String key) {
        return mapping.positionOf(key);
    }

    /** The keys in the order written. */
    Collection<String> names() {
        return mapping.entries().keySet();
    }

    /** Whether something is written. */
    boolean has(String key) {
        return value(key).isPresent();
    }

    /** The value; empty when nothing is written. */
    Optional<Value> value(String key) {
        asked.add(key);
        return mapping.value(key).filter(value -> !(value instanceof Scalar scalar && scalar.isNull()));
    }

    /** A single value that is not empty. */
    Optional<Scalar> scalar(String key) {
        return typed(key, Scalar.class, "a single value")
                .filter(scalar -> !scalar.text().isEmpty());
    }

    Optional<Mapping> mapping(String key) {
        return typed(key, Mapping.class, "a mapping");
    }

    Optional<Fields> fields(String key) {
        return mapping(key).map(inner -> new Fields(inner, below(key), problems));
    }

    /** The entries of a list. */
    List<Value> items(String key) {
        return typed(key, Sequence.class, "a list").map(Sequence::items).orElse(List.of());
    }

    /** The single values of a list, or the one that stands for a list of one. */
    List<Scalar> scalars(String key) {
        Optional<Value> value = value(key);
        List<Value> items = value.isPresent() && value.get() instanceof Sequence sequence
                ? sequence.items()
                : value.stream().toList();
        List<Scalar> scalars = new ArrayList<>();
        for (Value item : items) {
            if (item instanceof Scalar scalar) {
                scalars.add(scalar);
            } else {
                report(problems, item, below(key), "a list of single values");
            }
        }
        return scalars;
    }

    /** Names with their values, written as a mapping or as a list. */
    Optional<Mapping> named(String key) {
        Optional<Value> value = value(key).map(Merge::named);
        if (value.isPresent() && !(value.get() instanceof Mapping)) {
            report(problems, value.get(), below(key), "a mapping or a list");
        }
        return value.filter(Mapping.class::isInstance).map(Mapping.class::cast);
    }

    /** Keys that nobody has asked for, in the order written, without extensions and those without a value. */
    List<String> rest() {
        return mapping.entries().keySet().stream()
                .filter(key -> !asked.contains(key) && !key.startsWith("x-"))
                .filter(this::has)
                .toList();
    }

    /** Keys with the keys below them: {@code bind.propagation}. */
    String spelledOut(List<String> keys) {
        return keys.stream().flatMap(this::spelledOut).collect(Collectors.joining(", "));
    }

    private Stream<String> spelledOut(String key) {
        return mapping.value(key).orElse(null) instanceof Mapping inner
                ? inner.entries().keySet().stream().map(below -> key + "." + below)
                : Stream.of(key);
    }

    /** Reports a fault of a value. */
    void report(SourcePosition position, String key, String message, String hint) {
        problems.report(position, below(key) + ": " + message, hint);
    }

    private String below(String key) {
        return label.isEmpty() ? key : label + "." + key;
    }

    private <T extends Value> Optional<T> typed(String key, Class<T> type, String expected) {
        Optional<Value> value = value(key);
        if (value.isPresent() && !type.isInstance(value.get())) {
            report(problems, value.get(), below(key), expected);
            return Optional.empty();
        }
        return value.map(type::cast);
    }

    private static void report(ConfigFaults problems, Value found, String label, String expected) {
        problems.report(
                found.position(),
                label + ": expected " + expected + ", found " + found.kind(),
                "write it as the reference of compose has it: " + REFERENCE);
    }
}
