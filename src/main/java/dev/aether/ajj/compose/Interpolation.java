package dev.aether.ajj.compose;

import dev.aether.ajj.compose.Value.Entry;
import dev.aether.ajj.compose.Value.Mapping;
import dev.aether.ajj.compose.Value.Scalar;
import dev.aether.ajj.compose.Value.Sequence;
import dev.aether.ajj.error.ConfigFaults;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.SequencedMap;
import java.util.Set;

/** Puts the values of variables into a whole file. Keys stay as they are, as in compose. */
final class Interpolation {
    private final Variables variables;
    private final ConfigFaults problems;
    private final IdentityHashMap<Value, Value> done = new IdentityHashMap<>();

    Interpolation(Variables variables, ConfigFaults problems) {
        this.variables = variables;
        this.problems = problems;
    }

    /** The value with everything filled in; what cannot be is reported and stays as it was. */
    Value apply(Value value) {
        Value known = done.get(value);
        if (known == null) {
            known = switch (value) {
                case Scalar scalar -> scalar(scalar);
                case Sequence sequence ->
                    new Sequence(
                            sequence.position(),
                            sequence.items().stream().map(this::apply).toList());
                case Mapping mapping -> mapping(mapping);
            };
            done.put(value, known);
        }
        return known;
    }

    Mapping mapping(Mapping mapping) {
        SequencedMap<String, Entry> filled = new LinkedHashMap<>();
        mapping.all()
                .forEach((name, entry) ->
                        filled.put(name, new Entry(entry.key(), apply(entry.value()), entry.directive())));
        return new Mapping(mapping.position(), filled);
    }

    private Scalar scalar(Scalar scalar) {
        if (scalar.text().indexOf('$') < 0) {
            return scalar;
        }
        Substitution substitution = variables.substitution();
        try {
            String text = substitution.apply(scalar.text());
            Set<Variable> from = new LinkedHashSet<>(scalar.from());
            from.addAll(substitution.used());
            return new Scalar(scalar.position(), text, false, true, from);
        } catch (Substitution.Refused refused) {
            problems.report(scalar.position(), refused.getMessage(), refused.hint());
            return scalar;
        }
    }
}
