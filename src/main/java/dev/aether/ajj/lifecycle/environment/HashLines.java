package dev.aether.ajj.lifecycle.environment;

import dev.aether.ajj.model.text.WordList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Lines of keys and values. Each part has its length in front, so that parts cannot run together. */
final class HashLines {
    /** The keys of version 0.1, in its order. Newer keys follow, sorted. */
    private static final List<String> FIRST_KEYS = WordList.of("""
            image ports env volumes command entrypoint user tmpfs memory cpus platform restart hostname
            """);

    private final Map<String, String> linesByKey = new TreeMap<>();

    /** Adds a line for a key, unless there are no values. */
    void all(String key, Collection<?> values) {
        if (!values.isEmpty()) {
            StringBuilder line = new StringBuilder(key);
            values.forEach(value -> line.append(' ')
                    .append(value.toString().length())
                    .append(':')
                    .append(value));
            linesByKey.merge(key, line.append('\n').toString(), String::concat);
        }
    }

    void pairs(String key, Map<String, String> values) {
        values.forEach((name, value) -> all(key, List.of(name, value)));
    }

    void flag(String key, boolean value) {
        all(key, value ? List.of(true) : List.of());
    }

    boolean hasNewerKeys() {
        return !FIRST_KEYS.containsAll(linesByKey.keySet());
    }

    /** Returns all lines. A new key does not change the text of containers without it. */
    String text() {
        StringBuilder text = new StringBuilder();
        FIRST_KEYS.forEach(key -> text.append(linesByKey.getOrDefault(key, "")));
        linesByKey.forEach((key, lines) -> text.append(FIRST_KEYS.contains(key) ? "" : lines));
        return text.toString();
    }
}
