package dev.aether.ajj.compose.text;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes values in TOML. */
public final class Toml {
    private static final Pattern BARE_KEY = Pattern.compile("[A-Za-z0-9_-]+");
    private static final Pattern LITERAL = Pattern.compile("[^'\\p{Cntrl}]*");
    private static final Pattern LITERAL_LINES = Pattern.compile("[\\n\\t[^\\p{Cntrl}]]*");
    private static final String QUOTES = "\"\"\"";
    private static final String LITERAL_QUOTES = "\'\'\'";

    private Toml() {}

    public static String key(String name) {
        return BARE_KEY.matcher(name).matches() ? name : text(name);
    }

    /** Writes a text on one line, without escapes if possible. */
    public static String text(String text) {
        boolean escapes = text.indexOf('"') >= 0 || text.indexOf('\\') >= 0;
        return escapes && LITERAL.matcher(text).matches() ? "'" + text + "'" : '"' + escape(text, false) + '"';
    }

    /** Writes a text over several lines. */
    public static String lines(String text) {
        boolean escapes = text.indexOf('\\') >= 0 || text.contains("\"\"");
        boolean literal =
                LITERAL_LINES.matcher(text).matches() && !text.contains(LITERAL_QUOTES) && !text.endsWith("'");
        return escapes && literal
                ? LITERAL_QUOTES + "\n" + text + LITERAL_QUOTES
                : QUOTES + "\n" + escape(text, true) + QUOTES;
    }

    /** Writes tables of services, each after a blank line. */
    public static String services(Map<?, ?> tables) {
        StringBuilder text = new StringBuilder();
        tables.forEach((name, table) -> {
            text.append("\n[services.").append(key(name.toString())).append("]\n");
            ((Map<?, ?>) table)
                    .forEach((key, value) ->
                            text.append(key).append(" = ").append(value(value)).append('\n'));
        });
        return text.toString();
    }

    /** Writes a text, number, boolean, list or map on one line. */
    public static String value(Object value) {
        if (value instanceof Collection<?> list) {
            return list.stream().map(Toml::value).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Map<?, ?> map) {
            return map.isEmpty()
                    ? "{}"
                    : map.entrySet().stream()
                            .map(entry -> key(entry.getKey().toString()) + " = " + value(entry.getValue()))
                            .collect(Collectors.joining(", ", "{ ", " }"));
        }
        return value instanceof String text ? text(text) : value.toString();
    }

    private static String escape(String text, boolean keepLines) {
        StringBuilder escaped = new StringBuilder();
        for (int index = 0; index < text.length(); index++) {
            char each = text.charAt(index);
            switch (each) {
                case '\\' -> escaped.append("\\\\");
                case '"' -> escaped.append(keepLines && !endsLikeQuotes(text, index) ? "\"" : "\\\"");
                case '\n' -> escaped.append(keepLines ? "\n" : "\\n");
                case '\t' -> escaped.append("\\t");
                case '\r' -> escaped.append("\\r");
                default ->
                    escaped.append(
                            Character.isISOControl(each)
                                    ? String.format(Locale.ROOT, "\\u%04X", (int) each)
                                    : String.valueOf(each));
            }
        }
        return escaped.toString();
    }

    /** Whether a quotation mark could be read as part of the closing quotes. */
    private static boolean endsLikeQuotes(String text, int index) {
        boolean last = index == text.length() - 1;
        return last || text.charAt(index + 1) == '"' || (index > 0 && text.charAt(index - 1) == '"');
    }
}
