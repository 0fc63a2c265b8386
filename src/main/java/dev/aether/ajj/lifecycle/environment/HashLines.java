package dev.aether.ajj.lifecycle.environment;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Lines of keys and values whose parts cannot run into each other: each part has its length in front. */
final class HashLines {
    /** What existing containers were hashed with, in this order. Newer keys follow, sorted. */
    private static final List<String> FIRST_KEYS = List.of(
            "image",
            "ports",
            "env",
            "volumes",
            "command",
            "entrypoint",
            "user",
            "tmpfs",
            "memory",
            "cpus",
            "platform",
            "restart",
            "hostname");

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

    /** Adds a line for each pair. */
    void pairs(String key, Map<String, String> values) {
        values.forEach((name, value) -> all(key, List.of(name, value)));
    }

    /** Adds a line for a key that is true. */
    void flag(String key, boolean value) {
        all(key, value ? List.of(true) : List.of());
    }

    /** Whether there is a key that version 0.1 did not know. */
    boolean hasNewerKeys() {
        return !FIRST_KEYS.containsAll(linesByKey.keySet());
    }

    /** All lines. A new key changes nothing in the text of those that do not have it. */
    String text() {
        StringBuilder text = new StringBuilder();
        FIRST_KEYS.forEach(key -> text.append(linesByKey.getOrDefault(key, "")));
        linesByKey.forEach((key, lines) -> text.append(FIRST_KEYS.contains(key) ? "" : lines));
        return text.toString();
    }
}
