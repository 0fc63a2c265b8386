package dev.aether.ajj.compose;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Values of files of variables, which messages must not contain. */
final class Redaction {
    private static final String MASK = "******";
    private static final int MIN_SECRET = 4;
    /** Shorter values occur in any text. */
    private static final int LONG_VALUE = 8;

    private static final Pattern QUOTED = Pattern.compile("[\"']((?:[^\"'\\\\]|\\\\.)*+)[\"']");

    /** A reference to a variable; its value is recorded separately. */
    private static final Pattern REFERENCE = Pattern.compile("\\$(?:\\{[^}]*}?|\\w+)");

    /** Compose splits some values before it reports an error in them. */
    private static final Pattern BETWEEN_PARTS = Pattern.compile("[^\\p{L}\\p{N}]+");
    /** The name and the beginning of the value of a variable. */
    private static final Pattern ASSIGNMENT =
            Pattern.compile("\\b([A-Za-z_]\\w*+)[^\\w=:]*+[=:]\\s*[\"']?([^\\s\"']*)");

    /** Longer ones first. */
    private final NavigableSet<String> secrets =
            new TreeSet<>(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    private final Map<String, String> values = new HashMap<>();

    /** Records the values of a file. */
    void add(byte[] content) {
        for (String line : new String(content, StandardCharsets.UTF_8).lines().toList()) {
            addSecrets(line);
            Matcher assignment = ASSIGNMENT.matcher(line.stripLeading().startsWith("#") ? "" : line);
            while (assignment.find()) {
                values.put(assignment.group(1), assignment.group(2));
            }
        }
    }

    /** Records a value, unless it is so short that it occurs in any text. */
    void addValue(String value) {
        if (value.length() >= MIN_SECRET) {
            secrets.add(value);
        }
    }

    /** Records the line and its value, in the forms in which Compose may quote them. */
    private void addSecrets(String line) {
        String raw = line.replaceFirst("^[^=:]*[=:]", "").strip();
        String unquoted = raw.replaceAll("^[\"']|[\"']$", "");
        Matcher quoted = QUOTED.matcher(raw);
        String value = quoted.lookingAt()
                ? quoted.group(1)
                : raw.replaceFirst("(?s)\\s#.*", "").strip();
        Stream.of(line.strip(), unquoted, value, value.replaceAll("\\\\(.)", "$1"))
                .flatMap(text -> Stream.concat(Stream.of(text), REFERENCE.splitAsStream(text)))
                .flatMap(text -> Stream.concat(Stream.of(text), BETWEEN_PARTS.splitAsStream(text)))
                .filter(text -> !text.startsWith("#"))
                .forEach(this::addValue);
    }

    /** Returns all variables with their values, which are not exact. */
    Map<String, String> values() {
        return values;
    }

    /** @param known text of the compose files; a value that is in it is not secret */
    String redact(String message, String known) {
        String redacted = message;
        for (String value : secrets) {
            redacted = known.contains(value) ? redacted : redacted.replace(value, MASK);
        }
        return redacted;
    }

    /** Whether a text contains a long value, which is in none of the known texts. */
    boolean isRevealedBy(String text, String known) {
        return values.values().stream()
                .anyMatch(value -> value.length() >= LONG_VALUE && text.contains(value) && !known.contains(value));
    }
}
