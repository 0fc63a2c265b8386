package dev.aether.ajj.model;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Keeps secret values out of logs and errors. */
public final class Secrets {
    private static final List<String> WORDS = List.of("PASSWORD", "SECRET", "TOKEN", "KEY", "CREDENTIAL");
    private static final String MASK = "******";

    private Secrets() {}

    /** Whether a value under this name is to be kept secret. */
    public static boolean looksSecret(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return WORDS.stream().anyMatch(upper::contains);
    }

    /** The text without the values that look secret in an environment. */
    public static String redact(String text, Map<String, String> environment) {
        List<String> secrets = environment.entrySet().stream()
                .filter(entry ->
                        looksSecret(entry.getKey()) && !entry.getValue().isEmpty())
                .map(Map.Entry::getValue)
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        String redacted = text;
        for (String secret : secrets) {
            redacted = redacted.replace(secret, MASK);
        }
        return redacted;
    }
}
