package dev.aether.ajj.model.variable;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Changes to the environment of a process: variables to set or replace, and variables to remove. */
public record VariableChanges(SequencedMap<String, String> set, List<String> unset) {
    public static final VariableChanges NONE = new VariableChanges(new LinkedHashMap<>(), List.of());

    public VariableChanges {
        set = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(set));
        unset = List.copyOf(unset);
    }
}
