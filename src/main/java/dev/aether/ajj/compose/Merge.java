package dev.aether.ajj.compose;

import dev.aether.ajj.compose.Value.Directive;
import dev.aether.ajj.compose.Value.Entry;
import dev.aether.ajj.compose.Value.Mapping;
import dev.aether.ajj.compose.Value.Scalar;
import dev.aether.ajj.compose.Value.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/**
 * One definition over another one, by compose's rules: mappings are joined, lists go one behind the other, single values and
 * commands are replaced, and what may be written as a list or as a mapping is joined by its names.
 */
final class Merge {
    /** Keys of a service that are replaced as a whole. */
    private static final Set<String> REPLACED = Set.of("command", "entrypoint", "test");
    /** Keys of a service that are names with values, or a list of {@code NAME=value}. */
    private static final Set<String> VALUED =
            Set.of("environment", "labels", "annotations", "sysctls", "extra_hosts", "args");

    /** Keys of a service that are names with details, or a list of names. */
    private static final Set<String> NAMED = Set.of("depends_on", "networks", "models");

    /** Keys of a service that are a list, or a single value for short. */
    private static final Set<String> LISTED = Set.of("env_file", "tmpfs", "dns", "dns_search", "dns_opt", "label_file");

    private Merge() {}

    /** Whole files: what stands in {@code above} counts more. */
    static Mapping files(Mapping below, Mapping above) {
        SequencedMap<String, Entry> merged = new LinkedHashMap<>(below.all());
        above.all()
                .forEach((section, entry) -> merged.merge(section, entry, (old, next) -> {
                    boolean named = old.value() instanceof Mapping && next.value() instanceof Mapping;
                    return named && next.directive() == Directive.NONE
                            ? new Entry(old.key(), definitions((Mapping) old.value(), (Mapping) next.value()))
                            : next;
                }));
        return new Mapping(below.position(), merged);
    }

    /** A section of files: services, volumes and so on by their names. */
    private static Mapping definitions(Mapping below, Mapping above) {
        return join(below, above, (_, old, next) -> service(old, next));
    }

    /** One service, or one volume, over another. */
    static Value service(Value below, Value above) {
        if (below instanceof Mapping old && above instanceof Mapping next) {
            return join(old, next, Merge::key);
        }
        return above instanceof Scalar scalar && scalar.isNull() ? below : above;
    }

    private static Value key(String name, Value below, Value above) {
        if (REPLACED.contains(name)) {
            return above;
        }
        if (VALUED.contains(name) && named(below) instanceof Mapping old && named(above) instanceof Mapping next) {
            return join(old, next, (_, _, value) -> value);
        }
        if (NAMED.contains(name)) {
            return service(named(below), named(above));
        }
        if (LISTED.contains(name)) {
            return append(listed(below), listed(above));
        }
        return switch (below) {
            case Mapping old when above instanceof Mapping next -> join(old, next, Merge::key);
            case Sequence old when above instanceof Sequence next -> append(old, next);
            default -> above instanceof Scalar scalar && scalar.isNull() ? below : above;
        };
    }

    private static Sequence append(Sequence below, Sequence above) {
        List<Value> items = new ArrayList<>(below.items());
        items.addAll(above.items());
        return new Sequence(above.position(), items);
    }

    private static Sequence listed(Value value) {
        return switch (value) {
            case Sequence sequence -> sequence;
            case Scalar scalar when scalar.isNull() -> new Sequence(scalar.position(), List.of());
            default -> new Sequence(value.position(), List.of(value));
        };
    }

    /** A list of names as a mapping: {@code - NAME=value} is {@code NAME: value}, and {@code - NAME} has no value. */
    static Value named(Value value) {
        if (!(value instanceof Sequence sequence)) {
            return value;
        }
        SequencedMap<String, Entry> entries = new LinkedHashMap<>();
        for (Value item : sequence.items()) {
            if (item instanceof Scalar scalar) {
                int equals = scalar.text().indexOf('=');
                String name = equals < 0 ? scalar.text() : scalar.text().substring(0, equals);
                Value named = equals < 0
                        ? Value.nothing(scalar.position())
                        : new Scalar(
                                scalar.position(), scalar.text().substring(equals + 1), false, true, scalar.from());
                entries.remove(name);
                entries.put(name, new Entry(scalar.position(), named));
            }
        }
        return new Mapping(value.position(), entries);
    }

    private static Mapping join(Mapping below, Mapping above, Joint joint) {
        SequencedMap<String, Entry> joined = new LinkedHashMap<>(below.all());
        above.all()
                .forEach((name, entry) -> joined.merge(name, entry, (old, next) -> {
                    boolean replaces = next.directive() != Directive.NONE || old.directive() == Directive.RESET;
                    return replaces
                            ? next
                            : new Entry(next.key(), joint.of(name, old.value(), next.value()), old.directive());
                }));
        return new Mapping(above.position(), joined);
    }

    /** How two values of one name become one. */
    private interface Joint {
        Value of(String name, Value below, Value above);
    }
}
