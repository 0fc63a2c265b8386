package dev.aether.ajj.model.text;

import java.util.regex.Pattern;

/** Quotes values for dotenv files, so that ajj, sh and the usual dotenv libraries read the same value. */
public final class DotEnvWord {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+,=?-]*");
    private static final String ESCAPED = "\\\"$`";

    private DotEnvWord() {}

    /** Whether a value needs no quotes, also as a part of a longer one. */
    public static boolean isPlain(String value) {
        return PLAIN.matcher(value).matches();
    }

    /** Returns the value, quoted where needed: if possible in single quotes, which keep every character. */
    public static String quoted(String value) {
        if (isPlain(value)) {
            return value;
        }
        return fitsSingleQuotes(value) ? "'" + value + "'" : '"' + escaped(value) + '"';
    }

    /**
     * Whether single quotes preserve the value. Compose reads a backslash before the closing quote as an escape, and a
     * carriage return may be lost.
     */
    public static boolean fitsSingleQuotes(String value) {
        return value.indexOf('\'') < 0 && value.indexOf('\r') < 0 && !value.endsWith("\\");
    }

    /** Returns the value escaped for double quotes. Line breaks stay, which sh accepts too. */
    public static String escaped(String value) {
        StringBuilder escaped = new StringBuilder();
        for (int index = 0; index < value.length(); index++) {
            char each = value.charAt(index);
            if (each == '\r') {
                escaped.append("\\r");
            } else {
                escaped.append(ESCAPED.indexOf(each) >= 0 ? "\\" : "").append(each);
            }
        }
        return escaped.toString();
    }
}
