package dev.aether.ajj.lifecycle.inject;

import dev.aether.ajj.model.text.Hash;
import dev.aether.ajj.model.variable.VariableChanges;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An environment variable that records which variables ajj has set, and for which workspace. It contains a digest of
 * each value, never the value. A variable whose value has changed since is the user's.
 *
 * @param environment of this process
 */
public record EnvironmentMark(Map<String, String> environment) {
    static final String NAME = "__AJJ_ENV";

    private static final String VERSION = "1";
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*=[0-9a-f]{12}");
    private static final int DIGITS = 12;
    /** Below Linux' limit of 128 KiB for one variable. */
    private static final int LONGEST = 96 << 10;

    /** Returns the variables that ajj has set and that are unchanged; none if the mark is missing or invalid. */
    public List<String> setByAjj() {
        String mark = environment.getOrDefault(NAME, "");
        List<String> parts = List.of(mark.split(";", -1));
        if (mark.length() > LONGEST || parts.size() < 2 || !parts.getFirst().equals(VERSION)) {
            return List.of();
        }
        List<String> variables = parts.subList(2, parts.size());
        if (!variables.stream().allMatch(VARIABLE.asMatchPredicate())) {
            return List.of();
        }
        return variables.stream()
                .map(part -> part.split("=", 2))
                .filter(part -> part[1].equals(digest(parts.get(1), part[0], environment.get(part[0]))))
                .map(part -> part[0])
                .toList();
    }

    /** Returns the environment without the variables that ajj has set. */
    public Map<String, String> withoutAjj() {
        Map<String, String> others = new TreeMap<>(environment);
        others.keySet().removeAll(setByAjj());
        others.remove(NAME);
        return others;
    }

    /**
     * Returns changes to the environment: sets the variables with a new mark, and removes other variables that ajj has
     * set, which may be another workspace's.
     */
    public VariableChanges changes(String namespace, SequencedMap<String, String> variables) {
        List<String> stale =
                setByAjj().stream().filter(name -> !variables.containsKey(name)).toList();
        return new VariableChanges(marked(namespace, variables), stale);
    }

    static SequencedMap<String, String> marked(String namespace, SequencedMap<String, String> variables) {
        StringBuilder mark = new StringBuilder(VERSION).append(';').append(namespace);
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            String part = ";" + variable.getKey() + "=" + digest(namespace, variable.getKey(), variable.getValue());
            if (mark.length() + part.length() <= LONGEST) {
                mark.append(part);
            }
        }
        SequencedMap<String, String> marked = new LinkedHashMap<>(variables);
        marked.put(NAME, mark.toString());
        return marked;
    }

    private static String digest(String namespace, String name, @Nullable String value) {
        return value == null ? "" : Hash.of(namespace + "\0" + name + "\0" + value, DIGITS);
    }
}
